package org.gridbourse.gateway.session;

import java.util.List;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.gateway.access.Permission;
import org.gridbourse.gateway.fabric.MarketContract;
import org.gridbourse.gateway.fabric.SubmitOutcome.Committed;
import org.gridbourse.gateway.fabric.WalletIdentity;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.gateway.web.NotFoundException;
import org.gridbourse.gateway.web.SubmitProblem;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.MeterRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.request.SubmitReadings;
import org.gridbourse.market.state.Access;
import org.springframework.stereotype.Component;

/** Brings readings to the ledger, each judged there by itself. */
@Component
final class ReadingsDesk {
    private final MarketContract contract;
    private final LedgerView view;
    private final Permission permission;
    private final boolean isGrid;

    ReadingsDesk(
            MarketContract contract, LedgerView view, Permission permission, ConnectionFile.Organisation organisation) {
        this.contract = contract;
        this.view = view;
        this.permission = permission;
        this.isGrid = Access.isGrid(organisation.mspId());
    }

    /**
     * Registers at the end of a period.
     *
     * @param period from 0; -1 is the start of the session
     * @param revision absent: 1
     * @param sequence the meter's counter; of a substitute absent: one more than the meter had
     * @param signature base64, of the meter over the canonical bytes; of a substitute absent
     */
    record Reading(
            String meterId,
            Integer period,
            Integer revision,
            Long importRegisterWh,
            Long exportRegisterWh,
            Long sequence,
            String signature) {}

    record Readings(List<Reading> readings) {}

    /** @param index place in the request, from 0 */
    record RefusedReading(int index, String code, String detail) {}

    /** @param statements that were corrected by them */
    record Verdicts(String transactionId, int accepted, int repeated, int statements, List<RefusedReading> refused) {}

    /** Whose meter a reading is of. */
    String participantOf(Reading reading) {
        return meter(reading).participantId();
    }

    Verdicts submit(WalletIdentity signer, String sessionId, Readings body, Quality quality) {
        SessionRecord session =
                view.session(sessionId).orElseThrow(() -> new NotFoundException("session " + sessionId));
        SubmitReadings request = SubmitProblem.requireValid(
                () -> new SubmitReadings(BadInputException.required("readings", body.readings()).stream()
                        .map(reading -> reading(session, BadInputException.required("readings[]", reading), quality))
                        .toList()));
        if (request.readings().isEmpty()) {
            throw new BadInputException("readings", "must be at least one");
        }
        return verdicts(SubmitProblem.require(contract.submit(signer, request)));
    }

    private MeterReading reading(SessionRecord session, Reading said, Quality quality) {
        int period = BadInputException.required("readings[].period", said.period());
        MeterRecord meter = meter(said);
        boolean measured = quality == Quality.MEASURED;
        if (measured && !isGrid) {
            permission.requireOurs(meter.participantId());
        }
        return new MeterReading(
                meter.meterId(),
                session.sessionId(),
                period,
                period < 0 ? session.startOf(0) : session.endOf(period),
                said.revision() == null ? 1 : said.revision(),
                new Registers(
                        new Energy(BadInputException.required("readings[].importRegisterWh", said.importRegisterWh())),
                        new Energy(BadInputException.required("readings[].exportRegisterWh", said.exportRegisterWh()))),
                said.sequence() != null || measured
                        ? BadInputException.required("readings[].sequence", said.sequence())
                        : meter.last().sequence() + 1,
                quality,
                measured ? BadInputException.required("readings[].signature", said.signature()) : "");
    }

    private MeterRecord meter(Reading said) {
        String meterId = BadInputException.required("readings[].meterId", said.meterId());
        return view.find(Keys.meter(meterId), RecordType.METER)
                .orElseThrow(() -> new BadInputException("readings[].meterId", "is no registered meter: " + meterId));
    }

    private static Verdicts verdicts(Committed committed) {
        return Fields.readKnown(
                Json.parse(committed.response()),
                fields -> new Verdicts(
                        committed.transactionId(),
                        fields.integer("accepted", 0, Integer.MAX_VALUE),
                        fields.integer("repeated", 0, Integer.MAX_VALUE),
                        fields.integer("statements", 0, Integer.MAX_VALUE),
                        fields.objects(
                                "refused",
                                each -> new RefusedReading(
                                        each.integer("index", 0, Integer.MAX_VALUE),
                                        each.text("code"),
                                        each.text("detail")))));
    }
}

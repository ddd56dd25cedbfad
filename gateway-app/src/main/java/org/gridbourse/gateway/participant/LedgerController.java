package org.gridbourse.gateway.participant;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gridbourse.gateway.access.Permission;
import org.gridbourse.gateway.fabric.FabricConnection;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.projection.TradeView;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StateRecord;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the ledger holds for one participant, as it stands there: all that a node on its owner's machine goes by. */
@Tag(name = "Own key")
@RestController
@RequestMapping("/api/participants/{participantId}/ledger")
class LedgerController {
    /** What a participant has in a session besides its readings and statements. */
    private static final List<RecordType<?>> OWN =
            List.of(RecordType.COMMIT, RecordType.ORDERS, RecordType.POSITION, RecordType.PREPAYMENT);

    private final LedgerView view;
    private final TradeView trades;
    private final Permission permission;
    private final FabricConnection connection;
    private final InstantSource clock;

    LedgerController(
            LedgerView view,
            TradeView trades,
            Permission permission,
            FabricConnection connection,
            InstantSource clock) {
        this.view = view;
        this.trades = trades;
        this.permission = permission;
        this.connection = connection;
        this.clock = clock;
    }

    /** @param record as the ledger holds it; docs/chaincode.md says what each kind has */
    record Entry(
            String key,
            @JsonRawValue @Schema(type = "object") String record) {
        static Entry of(StateRecord record) {
            return new Entry(record.key(), Json.write(record.toJson()));
        }
    }

    /** @param netWh what stands of its trades, period by period: bought positive, sold negative */
    record Traded(String sessionId, List<Long> netWh) {}

    /** @param now by this instance's clock */
    record Ledger(String now, String channel, List<Entry> records, List<Traded> traded) {}

    /** Sessions that are not over, or that ended after {@code since}. */
    @GetMapping
    Ledger ledger(@PathVariable("participantId") String participantId, @RequestParam("since") Optional<String> since) {
        permission.requireAct(participantId);
        Instant from = since.map(LedgerController::time).orElse(Instant.MAX);
        List<PhaseRecord> phases = view.all(RecordType.PHASE).stream()
                .filter(phase -> !phase.phase().isOver() || !phase.since().isBefore(from))
                .toList();
        List<Entry> records = new ArrayList<>(own(participantId));
        List<Traded> traded = new ArrayList<>();
        for (PhaseRecord phase : phases) {
            SessionRecord session = view.session(phase.sessionId()).orElseThrow();
            records.add(Entry.of(phase));
            records.add(Entry.of(session));
            OWN.stream()
                    .flatMap(type -> view.ofSession(type, session.sessionId(), participantId).stream())
                    .map(Entry::of)
                    .forEach(records::add);
            traded.add(new Traded(session.sessionId(), trades.netWh(session, participantId)));
        }
        return new Ledger(clock.instant().toString(), connection.profile().channel(), records, traded);
    }

    /** What does not belong to a session, and the rules. */
    private List<Entry> own(String participantId) {
        return Stream.of(
                        view.all(RecordType.RULES).stream(),
                        view.find(Keys.participant(participantId), RecordType.PARTICIPANT).stream(),
                        view.find(Keys.account(participantId), RecordType.ACCOUNT).stream(),
                        view.all(RecordType.METER).stream()
                                .filter(meter -> meter.participantId().equals(participantId)))
                .flatMap(records -> records)
                .map(Entry::of)
                .toList();
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException none) {
            throw new BadInputException("since", "must be an instant such as 2026-03-01T11:45:00Z");
        }
    }
}

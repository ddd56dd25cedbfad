package org.gridbourse.gateway.participant;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.gridbourse.gateway.projection.LedgerRecord;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.projection.RecordKind;
import org.gridbourse.gateway.projection.RecordReader;
import org.gridbourse.gateway.web.Decimals;
import org.gridbourse.gateway.web.NotFoundException;
import org.gridbourse.market.record.Keys;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows participants, their accounts, their bills and their credit. */
@Tag(name = "Participants")
@RestController
@RequestMapping("/api/participants")
class ParticipantController {
    private final LedgerView view;
    private final Billing billing;

    ParticipantController(LedgerView view, Billing billing) {
        this.view = view;
        this.billing = billing;
    }

    record Participant(
            String participantId,
            String ownerId,
            String mspId,
            long tieLineWh,
            int revision,
            String status,
            List<String> meterIds) {}

    /** Money of a session that is not closed. */
    record Lock(String sessionId, String bidBond, String escrow, String bond) {}

    record Account(
            String participantId,
            String wallet,
            String arrears,
            int creditScore,
            String creditClass,
            List<Lock> locks) {}

    record CreditEvent(String sessionId, String cause, int before, int after, long contractedWh, long missWh) {}

    @GetMapping
    List<Participant> participants() {
        return view.all(RecordKind.PARTICIPANT).stream()
                .map(ParticipantController::participant)
                .toList();
    }

    @GetMapping("/{participantId}")
    Participant participant(@PathVariable("participantId") String participantId) {
        return participant(record(participantId));
    }

    @GetMapping("/{participantId}/account")
    Account account(@PathVariable("participantId") String participantId) {
        RecordReader account = RecordReader.of(view.find(Keys.account(participantId))
                .orElseThrow(() -> new NotFoundException("account of " + participantId)));
        int score = account.integer("creditScore");
        return new Account(
                participantId,
                Decimals.money(account.number("walletNano")),
                Decimals.money(account.number("arrearsNano")),
                score,
                view.rulesInForce().classOf(score).name(),
                account.objects("locks").stream()
                        .map(lock -> new Lock(
                                lock.text("sessionId"),
                                Decimals.money(lock.number("bidBondNano")),
                                Decimals.money(lock.number("escrowNano")),
                                Decimals.money(lock.number("bondNano"))))
                        .toList());
    }

    @GetMapping("/{participantId}/bill")
    Bill bill(@PathVariable("participantId") String participantId, @RequestParam("sessionId") String sessionId) {
        record(participantId);
        return billing.bill(participantId, sessionId);
    }

    /** Oldest session first. */
    @GetMapping("/{participantId}/credit")
    List<CreditEvent> credit(@PathVariable("participantId") String participantId) {
        record(participantId);
        return view.ofParticipant(RecordKind.CREDIT_EVENT, participantId).stream()
                .map(RecordReader::of)
                .map(event -> new CreditEvent(
                        event.text("sessionId"),
                        event.text("cause"),
                        event.integer("before"),
                        event.integer("after"),
                        event.number("contractedWh"),
                        event.number("missWh")))
                .toList();
    }

    private LedgerRecord record(String participantId) {
        return view.find(Keys.participant(participantId))
                .orElseThrow(() -> new NotFoundException("participant " + participantId));
    }

    private static Participant participant(LedgerRecord record) {
        RecordReader participant = RecordReader.of(record);
        return new Participant(
                participant.text("participantId"),
                participant.text("ownerId"),
                participant.text("mspId"),
                participant.number("tieLineWh"),
                participant.integer("revision"),
                participant.text("status"),
                participant.texts("meterIds"));
    }
}

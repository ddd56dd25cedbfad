package org.gridbourse.gateway.participant;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.gridbourse.gateway.access.Permission;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.web.NotFoundException;
import org.gridbourse.gateway.web.Told;
import org.gridbourse.market.bill.Explanation;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.record.RecordType;
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
    private final Permission permission;

    ParticipantController(LedgerView view, Billing billing, Permission permission) {
        this.view = view;
        this.billing = billing;
        this.permission = permission;
    }

    record Participant(
            String participantId,
            String ownerId,
            String mspId,
            long tieLineWh,
            long importLimitWh,
            long exportLimitWh,
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

    /**
     * A change of the credit score.
     *
     * @param points gained or lost, with three decimals
     * @param reason as a sentence
     */
    record CreditEvent(
            String sessionId,
            String cause,
            int before,
            int after,
            long contractedWh,
            long missWh,
            String points,
            String reason) {}

    @GetMapping
    List<Participant> participants() {
        return view.all(RecordType.PARTICIPANT).stream()
                .map(ParticipantController::participant)
                .toList();
    }

    @GetMapping("/{participantId}")
    Participant participant(@PathVariable("participantId") String participantId) {
        return participant(record(participantId));
    }

    @GetMapping("/{participantId}/account")
    Account account(@PathVariable("participantId") String participantId) {
        permission.requireSee(participantId);
        AccountRecord account = view.find(Keys.account(participantId), RecordType.ACCOUNT)
                .orElseThrow(() -> new NotFoundException("account of " + participantId));
        return new Account(
                participantId,
                Decimals.exact(account.balances().wallet()),
                Decimals.exact(account.balances().arrears()),
                account.creditScore(),
                view.rulesInForce().classOf(account.creditScore()).name(),
                account.locks().stream()
                        .map(lock -> new Lock(
                                lock.sessionId(),
                                Decimals.exact(lock.bidBond()),
                                Decimals.exact(lock.escrow()),
                                Decimals.exact(lock.bond())))
                        .toList());
    }

    /**
     * A bill over every closed session that began in a span.
     *
     * @param from a day or a time in UTC, such as 2026-03-01 or 2026-03-01T00:00:00Z
     * @param to likewise; a day counts whole
     */
    @GetMapping(path = "/{participantId}/bill", params = "!sessionId")
    SpanBill bill(
            @PathVariable("participantId") String participantId,
            @RequestParam("from") String from,
            @RequestParam("to") String to) {
        permission.requireSee(participantId);
        record(participantId);
        return billing.bill(participantId, BillSpan.of(from, to));
    }

    @GetMapping(path = "/{participantId}/bill", params = "sessionId")
    BillView bill(@PathVariable("participantId") String participantId, @RequestParam("sessionId") String sessionId) {
        permission.requireSee(participantId);
        record(participantId);
        return billing.bill(participantId, sessionId);
    }

    /** Oldest session first. */
    @GetMapping("/{participantId}/credit")
    List<CreditEvent> credit(@PathVariable("participantId") String participantId) {
        permission.requireSee(participantId);
        record(participantId);
        return view.ofParticipant(RecordType.CREDIT_EVENT, participantId).stream()
                .map(event -> new CreditEvent(
                        event.sessionId(),
                        event.change().cause().name(),
                        event.change().before(),
                        event.change().after(),
                        event.change().contracted().wh(),
                        event.change().missed().wh(),
                        Explanation.points(event.change()),
                        Told.now(Explanation.of(event.change()))))
                .toList();
    }

    private ParticipantRecord record(String participantId) {
        return view.find(Keys.participant(participantId), RecordType.PARTICIPANT)
                .orElseThrow(() -> new NotFoundException("participant " + participantId));
    }

    private static Participant participant(ParticipantRecord participant) {
        return new Participant(
                participant.participantId(),
                participant.ownerId(),
                participant.mspId(),
                participant.limitsNow().larger().wh(),
                participant.limitsNow().imported().wh(),
                participant.limitsNow().exported().wh(),
                participant.revision(),
                participant.status(),
                participant.meterIds());
    }
}

package org.gridbourse.market.transaction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.credit.CreditScore;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.ExchangeLimits;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.OwnerRecord;
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.record.ParticipantRecord.DatedLimits;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.request.DeregisterParticipant;
import org.gridbourse.market.request.RegisterParticipant;
import org.gridbourse.market.request.UpdateParticipant;
import org.gridbourse.market.rules.RuleSet;
import org.gridbourse.market.state.Access;

/** Registration of participants by the operator. */
public final class Participants {
    private Participants() {}

    public static List<Action<?>> actions() {
        return List.of(
                new Action<>(
                        RegisterParticipant.FUNCTION,
                        "ParticipantRegistered",
                        RegisterParticipant::read,
                        Participants::register),
                new Action<>(
                        UpdateParticipant.FUNCTION,
                        "ParticipantUpdated",
                        UpdateParticipant::read,
                        Participants::update),
                new Action<>(
                        DeregisterParticipant.FUNCTION,
                        "ParticipantDeregistered",
                        DeregisterParticipant::read,
                        Participants::deregister));
    }

    private static JsonObject.Builder register(Transaction transaction, RegisterParticipant request) {
        Access.requireOperator(transaction);
        ParticipantRecord wanted = new ParticipantRecord(
                request.participantId(),
                request.ownerId(),
                request.mspId(),
                request.custody(),
                List.of(new DatedLimits(Instant.EPOCH, request.limits())),
                1,
                true,
                List.of());
        Optional<ParticipantRecord> existing = transaction.find(wanted.key(), RecordType.PARTICIPANT);
        if (existing.isPresent()) {
            requireSame(request, existing.get());
            return Action.answer(wanted);
        }
        OwnerRecord owner = new OwnerRecord(request.ownerId(), request.participantId());
        Require.that(
                transaction.find(owner.key(), RecordType.OWNER).isEmpty(),
                Refusal.OWNER_ALREADY_REGISTERED,
                "owner %s is a participant already",
                request.ownerId());
        transaction.put(wanted);
        transaction.put(owner);
        RuleSet rules = RuleVersions.inForce(transaction);
        transaction.put(AccountRecord.opened(
                request.participantId(),
                CreditScore.ofPoints(rules, rules.credit().startScore())));
        return Action.answer(wanted);
    }

    private static void requireSame(RegisterParticipant request, ParticipantRecord existing) {
        new Repeat()
                .compare("ownerId", existing.ownerId(), request.ownerId())
                .compare("mspId", existing.mspId(), request.mspId())
                .compare("custody", existing.custody(), request.custody())
                .compare("limits", existing.limits().get(0).limits(), request.limits())
                .requireSame("participant %s is registered", request.participantId());
    }

    private static JsonObject.Builder update(Transaction transaction, UpdateParticipant request) {
        Access.requireOperator(transaction);
        ParticipantRecord participant = transaction.participant(request.participantId());
        if (request.revision() == participant.revision()) {
            Require.that(
                    participant.revision() > 1 && participant.limitsNow().equals(request.limits()),
                    Refusal.CONFLICTING_DUPLICATE,
                    "revision %s of participant %s stands already, with other limits",
                    request.revision(),
                    request.participantId());
            return Action.answer(participant);
        }
        requireActive(participant);
        Require.that(
                request.revision() == participant.revision() + 1,
                Refusal.REVISION_OUT_OF_ORDER,
                "participant %s is at revision %s, the next is %s",
                request.participantId(),
                participant.revision(),
                participant.revision() + 1);
        requireConsents(transaction, participant, request);
        transaction.put(participant.withLimits(new DatedLimits(transaction.second(), request.limits())));
        return Action.answer(participant);
    }

    /** Who lowers a limit takes something from the participant, who raises one from everybody else. */
    private static void requireConsents(
            Transaction transaction, ParticipantRecord participant, UpdateParticipant request) {
        ExchangeLimits before = participant.limitsNow();
        String requestId = Integer.toString(request.revision());
        if (isAbove(before.imported(), request.limits().imported())
                || isAbove(before.exported(), request.limits().exported())) {
            Consents.useOwn(transaction, participant, requestId);
        }
        if (isAbove(request.limits().imported(), before.imported())
                || isAbove(request.limits().exported(), before.exported())) {
            Consents.useOfSecondOrganisation(transaction, participant, requestId);
        }
    }

    private static boolean isAbove(Energy one, Energy other) {
        return one.compareTo(other) > 0;
    }

    static void requireActive(ParticipantRecord participant) {
        Require.that(
                participant.active(),
                Refusal.PARTICIPANT_NOT_ACTIVE,
                "participant %s is deregistered",
                participant.participantId());
    }

    private static JsonObject.Builder deregister(Transaction transaction, DeregisterParticipant request) {
        String participantId = request.participantId();
        Access.requireOperator(transaction);
        ParticipantRecord participant = transaction.participant(participantId);
        if (!participant.active()) {
            return Action.answer(participant);
        }
        List<String> open = new ArrayList<>();
        AccountRecord account = transaction.account(participantId);
        if (!account.balances().wallet().isZero()) {
            open.add("the wallet holds " + account.balances().wallet());
        }
        if (account.hasArrears()) {
            open.add("arrears are " + account.balances().arrears());
        }
        account.locks().forEach(lock -> open.add("session " + lock.sessionId() + " is open"));
        for (String meterId : participant.meterIds()) {
            unsettledSession(transaction, meterId)
                    .ifPresent(session -> open.add("meter " + meterId + " was read in open session " + session));
        }
        Require.that(
                open.isEmpty(), Refusal.OPEN_OBLIGATIONS, "participant %s: %s", participantId, String.join("; ", open));
        transaction.put(participant.deregistered());
        return Action.answer(participant);
    }

    /** The session in which a meter was last read, while that is not over. */
    private static Optional<String> unsettledSession(Transaction transaction, String meterId) {
        return transaction
                .find(Keys.meter(meterId), RecordType.METER)
                .flatMap(meter -> meter.last().sessionId())
                .filter(sessionId -> !transaction.phase(sessionId).phase().isOver());
    }
}

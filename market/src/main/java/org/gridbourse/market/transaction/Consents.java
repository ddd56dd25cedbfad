package org.gridbourse.market.transaction;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.record.ConsentRecord;
import org.gridbourse.market.record.ConsentRecord.Consent;
import org.gridbourse.market.record.ConsentRecord.Status;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.record.ParticipantRecord.Custody;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.request.GiveConsent;
import org.gridbourse.market.request.RecallConsent;
import org.gridbourse.market.state.Access;

/**
 * Consent to what the operator alone may not do: given by the participant itself, or by a representative of its
 * organisation where that holds its key; for limits that rise, by a representative of a second organisation.
 */
public final class Consents {
    private Consents() {}

    public static List<Action<?>> actions() {
        return List.of(
                new Action<>(GiveConsent.FUNCTION, "ConsentGiven", GiveConsent::read, Consents::give),
                new Action<>(RecallConsent.FUNCTION, "ConsentRecalled", RecallConsent::read, Consents::recall));
    }

    private static JsonObject.Builder give(Transaction transaction, GiveConsent request) {
        String giver = giver(transaction, request.consent());
        ConsentRecord wanted = new ConsentRecord(
                request.consent(),
                giver,
                request.revision(),
                request.bodyHash(),
                request.expires(),
                Status.GIVEN,
                Optional.empty());
        Optional<ConsentRecord> existing = transaction.find(wanted.key(), RecordType.CONSENT);
        if (existing.isPresent() && existing.get().revision() == request.revision()) {
            Require.that(
                    existing.get().bodyHash().equals(request.bodyHash())
                            && existing.get().expires().equals(request.expires()),
                    Refusal.CONFLICTING_DUPLICATE,
                    "revision %s of this consent is another",
                    request.revision());
            return Action.answer(wanted);
        }
        requireNotUsed(existing);
        int next = existing.map(ConsentRecord::revision).orElse(0) + 1;
        Require.that(request.revision() == next, Refusal.REVISION_OUT_OF_ORDER, "the next revision is %s", next);
        Require.that(
                request.expires().isAfter(transaction.invocation().timestamp()),
                Refusal.CONSENT_EXPIRED,
                "it expires at %s, which is over",
                request.expires());
        transaction.put(wanted);
        return Action.answer(wanted);
    }

    private static JsonObject.Builder recall(Transaction transaction, RecallConsent request) {
        Consent consent = request.consent();
        String giver = giver(transaction, consent);
        ConsentRecord existing =
                transaction.get(Keys.consent(consent, giver), RecordType.CONSENT, Refusal.RECORD_UNKNOWN);
        requireNotUsed(Optional.of(existing));
        if (existing.status() != Status.RECALLED) {
            transaction.put(existing.recalled());
        }
        return Action.answer(existing);
    }

    /** Who speaks: the participant, or an organisation. */
    private static String giver(Transaction transaction, Consent consent) {
        if (Access.isRepresentative(transaction.invocation().caller())) {
            transaction.participant(consent.participantId());
            return transaction.invocation().caller().mspId();
        }
        Access.requireSelf(transaction, consent.participantId());
        return ConsentRecord.SELF;
    }

    private static void requireNotUsed(Optional<ConsentRecord> existing) {
        Require.that(
                existing.filter(consent -> consent.status() == Status.USED).isEmpty(),
                Refusal.CONSENT_USED,
                "the consent is used up by transaction %s",
                existing.flatMap(ConsentRecord::usedBy).orElse(""));
    }

    /** Uses up the consent of a participant, or of its organisation for it, to the request that is under way. */
    static void useOwn(Transaction transaction, ParticipantRecord participant, String requestId) {
        useOwn(
                transaction,
                participant,
                requestId,
                CanonicalBytes.hash(transaction.invocation().request()));
    }

    static void useOwn(Transaction transaction, ParticipantRecord participant, String requestId, String bodyHash) {
        use(
                transaction,
                consent(transaction, participant, requestId),
                bodyHash,
                giver -> speaksFor(participant, giver));
    }

    /** The grid company does not speak for its own participants: it would consent to itself. */
    private static boolean speaksFor(ParticipantRecord participant, String giver) {
        return giver.equals(ConsentRecord.SELF)
                || participant.custody() == Custody.ORGANISATION
                        && giver.equals(participant.mspId())
                        && !Access.isGrid(giver);
    }

    /** Uses up the consent of a second organisation, which is not the grid company. */
    static void useOfSecondOrganisation(Transaction transaction, ParticipantRecord participant, String requestId) {
        use(
                transaction,
                consent(transaction, participant, requestId),
                CanonicalBytes.hash(transaction.invocation().request()),
                giver -> !giver.equals(ConsentRecord.SELF) && !Access.isGrid(giver));
    }

    private static Consent consent(Transaction transaction, ParticipantRecord participant, String requestId) {
        return new Consent(participant.participantId(), transaction.invocation().function(), requestId);
    }

    private static void use(Transaction transaction, Consent consent, String bodyHash, Predicate<String> givers) {
        Instant now = transaction.invocation().timestamp();
        ConsentRecord found = transaction.list(Keys.consents(consent), RecordType.CONSENT).stream()
                .filter(each -> each.status() == Status.GIVEN && givers.test(each.giver()))
                .filter(each ->
                        each.bodyHash().equals(bodyHash) && !each.expires().isBefore(now))
                .findFirst()
                .orElseThrow(() -> Require.refused(
                        Refusal.CONSENT_NEEDED,
                        "%s %s of participant %s needs a consent to a body that hashes to %s",
                        consent.function(),
                        consent.requestId(),
                        consent.participantId(),
                        bodyHash));
        transaction.put(found.used(transaction.invocation().transactionId()));
    }
}

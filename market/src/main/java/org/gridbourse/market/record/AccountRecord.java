package org.gridbourse.market.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Utf8Order;
import org.gridbourse.market.credit.CreditScore;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.money.Balances;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.rules.RuleSet;

/**
 * What a participant has, owes and has locked, and its credit score.
 *
 * @param participantId whose
 * @param balances wallet and arrears
 * @param creditMilli credit score in thousandths of a point, 0 to 1 000 000
 * @param suspendedMinutes length of the sessions that closed since it was suspended and in which it had no commitment
 * @param locks one per session that is not over and concerns it, even where nothing is locked, in order of session id
 */
public record AccountRecord(
        String participantId, Balances balances, long creditMilli, long suspendedMinutes, List<Lock> locks)
        implements StateRecord {
    public AccountRecord {
        locks = List.copyOf(locks);
    }

    /**
     * What is locked for a session, and what must stay in the wallet until it is closed.
     *
     * @param sessionId the session
     * @param bidBond not negative
     * @param escrow not negative
     * @param bond performance bond, not negative
     * @param hold what the session has paid to the participant so far, not negative
     */
    public record Lock(String sessionId, Money bidBond, Money escrow, Money bond, Money hold) {
        public Lock {
            if (bidBond.isNegative() || escrow.isNegative() || bond.isNegative() || hold.isNegative()) {
                throw new IllegalArgumentException(
                        "bidBond (%s), escrow (%s), bond (%s) and hold (%s) must not be negative"
                                .formatted(bidBond, escrow, bond, hold));
            }
        }

        public static Lock none(String sessionId) {
            return new Lock(sessionId, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);
        }

        public boolean nothingLocked() {
            return bidBond.isZero() && escrow.isZero() && bond.isZero();
        }

        private JsonObject toJson() {
            return JsonObject.builder()
                    .put("sessionId", sessionId)
                    .put("bidBondNano", bidBond.nano())
                    .put("escrowNano", escrow.nano())
                    .put("bondNano", bond.nano())
                    .put("holdNano", hold.nano())
                    .build();
        }

        private static Lock read(Fields fields) {
            return new Lock(
                    fields.text("sessionId"),
                    new Money(fields.number("bidBondNano")),
                    new Money(fields.number("escrowNano")),
                    new Money(fields.number("bondNano")),
                    new Money(fields.number("holdNano")));
        }
    }

    public static AccountRecord opened(String participantId, CreditScore credit) {
        return new AccountRecord(participantId, new Balances(Money.ZERO, Money.ZERO), credit.milli(), 0, List.of());
    }

    /** Whole points of its credit score. */
    public int creditScore() {
        return (int) (creditMilli / CreditScore.MILLI);
    }

    public boolean hasArrears() {
        return !balances.arrears().isZero();
    }

    /** What is locked for a session. */
    public Lock lock(String sessionId) {
        return find(sessionId).orElse(Lock.none(sessionId));
    }

    private Optional<Lock> find(String sessionId) {
        return locks.stream().filter(lock -> lock.sessionId().equals(sessionId)).findFirst();
    }

    /** What must stay in the wallet for all sessions that are not closed. */
    public Money held() {
        Money held = Money.ZERO;
        for (Lock lock : locks) {
            held = held.plus(lock.hold());
        }
        return held;
    }

    /** What of the wallet is not held: what a commitment, a prepayment or a withdrawal may use. */
    public Money free() {
        return balances.wallet().minus(held()).max(Money.ZERO);
    }

    public AccountRecord with(Balances newBalances) {
        return new AccountRecord(participantId, newBalances, creditMilli, suspendedMinutes, locks);
    }

    public AccountRecord with(Lock changed) {
        List<Lock> others = locksWithout(changed.sessionId());
        others.add(changed);
        others.sort((left, right) -> Utf8Order.BYTES.compare(left.sessionId(), right.sessionId()));
        return new AccountRecord(participantId, balances, creditMilli, suspendedMinutes, others);
    }

    /** A session is over: nothing of it is locked or held any more. */
    public AccountRecord without(String sessionId) {
        if (!lock(sessionId).nothingLocked()) {
            throw new IllegalStateException("participant %s has a lock left in session %s: %s"
                    .formatted(participantId, sessionId, lock(sessionId)));
        }
        return new AccountRecord(participantId, balances, creditMilli, suspendedMinutes, locksWithout(sessionId));
    }

    private List<Lock> locksWithout(String sessionId) {
        List<Lock> others = new ArrayList<>(locks);
        others.removeIf(lock -> lock.sessionId().equals(sessionId));
        return others;
    }

    public boolean isConcernedBy(String sessionId) {
        return find(sessionId).isPresent();
    }

    public AccountRecord withCredit(long newMilli, long newSuspendedMinutes) {
        return new AccountRecord(participantId, balances, newMilli, newSuspendedMinutes, locks);
    }

    @Override
    public String key() {
        return Keys.account(participantId);
    }

    @Override
    public JsonObject toJson() {
        return json().build();
    }

    public JsonObject.Builder json() {
        return JsonObject.builder()
                .put("participantId", participantId)
                .put("walletNano", balances.wallet().nano())
                .put("arrearsNano", balances.arrears().nano())
                .put("creditScore", creditScore())
                .put("creditMilli", creditMilli)
                .put("suspendedMinutes", suspendedMinutes)
                .put("locks", JsonArray.of(locks.stream().map(Lock::toJson).toList()));
    }

    public static AccountRecord read(Fields fields) {
        fields.integer("creditScore", 0, RuleSet.HIGHEST_SCORE);
        return new AccountRecord(
                fields.text("participantId"),
                new Balances(new Money(fields.number("walletNano")), new Money(fields.number("arrearsNano"))),
                fields.number("creditMilli"),
                fields.number("suspendedMinutes"),
                fields.objects("locks", Lock::read));
    }
}

package org.gridbourse.market.credit;

import java.math.BigInteger;
import java.util.Optional;
import org.gridbourse.market.credit.SessionDelivery.PeriodDelivery;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Proportion;
import org.gridbourse.market.rules.ClassTerms;
import org.gridbourse.market.rules.CreditFormula;
import org.gridbourse.market.rules.RuleSet;

/**
 * The score of a participant under a version of the rules (rulebook, section 8), and what changes it. It is kept in
 * thousandths of a point, gains rounded down and losses up; the class follows from whole points.
 *
 * @param rules version in force
 * @param milli score in thousandths of a point, 0 to 1 000 000
 */
public record CreditScore(RuleSet rules, long milli) {
    /** Thousandths in a point. */
    public static final int MILLI = 1_000;

    private static final int PERCENT = 100;
    private static final int LIMIT_TOLERANCE_PART = 100;
    private static final int CONTRACT_TOLERANCE_PART = 2;
    private static final int REAL_VOLUME_PART = 10;
    private static final long MINUTES_PER_DAY = 1_440;
    private static final long LEAST_LOSS_MILLI = 5 * MILLI;

    public CreditScore {
        if (milli < 0 || milli > (long) RuleSet.HIGHEST_SCORE * MILLI) {
            throw new IllegalArgumentException(
                    "milli (%s) must be within 0..%s".formatted(milli, RuleSet.HIGHEST_SCORE * MILLI));
        }
    }

    /** A score of whole points. */
    public static CreditScore ofPoints(RuleSet rules, int points) {
        return new CreditScore(rules, (long) points * MILLI);
    }

    /** Whole points, rounded down. */
    public int points() {
        return (int) (milli / MILLI);
    }

    /** The terms of its class. */
    public ClassTerms terms() {
        return rules.termsAt(points());
    }

    /**
     * min(max(c x tolerancePercent / 100, L / 100), c / 2), each rounded down: what may be missing without consequence.
     */
    public Energy tolerance(Energy contracted, Energy limit) {
        Energy ofContract =
                new Energy(Proportion.floor(contracted.wh(), formula().tolerancePercent(), PERCENT));
        return ofContract
                .max(new Energy(limit.wh() / LIMIT_TOLERANCE_PART))
                .min(new Energy(contracted.wh() / CONTRACT_TOLERANCE_PART));
    }

    /** The change by a session that is closed, empty where it had neither a contract of the participant nor a gap. */
    public Optional<CreditChange> afterDelivery(SessionDelivery session) {
        if (session.contracts().isEmpty() && session.unmeasured() == 0) {
            return Optional.empty();
        }
        Energy contracted = Energy.ZERO;
        Energy delivered = Energy.ZERO;
        Energy missed = Energy.ZERO;
        for (PeriodDelivery period : session.contracts()) {
            contracted = contracted.plus(period.contracted());
            delivered = delivered.plus(period.delivered());
            missed = missed.plus(period.missed().above(tolerance(period.contracted(), session.limit())));
        }
        long points = missed.isZero()
                ? gainMilli(delivered, contracted, session)
                : -penaltyMilli(contracted, missed, session);
        CreditCause cause = session.unmeasured() == 0 ? CreditCause.DELIVERY : CreditCause.ESTIMATED;
        return Optional.of(changed(cause, points - unmeasuredMilli(session), contracted, missed));
    }

    /**
     * The change by a session with periods of a declared outage: they do not count, and never make the change worse.
     *
     * @param counted the session without them
     * @param whole the session with them
     */
    public Optional<CreditChange> afterDelivery(SessionDelivery counted, SessionDelivery whole) {
        Optional<CreditChange> without = afterDelivery(counted);
        Optional<CreditChange> with = afterDelivery(whole);
        long pointsWithout = without.map(CreditChange::pointsMilli).orElse(0L);
        long pointsWith = with.map(CreditChange::pointsMilli).orElse(0L);
        return pointsWithout >= pointsWith ? without : with;
    }

    /** The change by a sealed schedule that was not validly revealed, in a session of so many minutes. */
    public CreditChange notRevealed(long minutes) {
        return changed(
                CreditCause.NOT_REVEALED, -lossMilli(formula().notRevealed(), minutes), Energy.ZERO, Energy.ZERO);
    }

    /** The change by trades that were not prepaid, in a session of so many minutes. */
    public CreditChange prepaymentDefault(long minutes) {
        return changed(
                CreditCause.PREPAYMENT_DEFAULT,
                -lossMilli(formula().prepaymentDefault(), minutes),
                Energy.ZERO,
                Energy.ZERO);
    }

    /**
     * The way back of a suspended participant, empty where it is not suspended, has not waited for long enough, or owes.
     *
     * @param waitedMinutes length of all sessions that closed while it was suspended and in which it had no commitment
     * @param hasArrears whether it owes anything
     */
    public Optional<CreditChange> wayBack(long waitedMinutes, boolean hasArrears) {
        boolean due = terms().isSuspended() && waitedMinutes >= formula().wayBackMinutes() && !hasArrears;
        return due
                ? Optional.of(changed(
                        CreditCause.REINSTATED,
                        (long) formula().wayBackScore() * MILLI - milli,
                        Energy.ZERO,
                        Energy.ZERO))
                : Optional.empty();
    }

    /** gain x Dl x H / (24 x max(C, L x periods / 10)), rounded down once: only real volume earns, by the hour. */
    private long gainMilli(Energy delivered, Energy contracted, SessionDelivery session) {
        BigInteger tenthsOfContract = big(contracted.wh()).multiply(big(REAL_VOLUME_PART));
        BigInteger tenthsOfVolume = big(session.limit().wh()).multiply(big(session.periods()));
        BigInteger whole = tenthsOfContract.max(tenthsOfVolume).multiply(big(MINUTES_PER_DAY));
        return whole.signum() == 0
                ? 0
                : big(delivered.wh())
                        .multiply(big(REAL_VOLUME_PART))
                        .multiply(big((long) formula().gain() * MILLI))
                        .multiply(big(SessionDelivery.countedMinutes(session.minutes())))
                        .divide(whole)
                        .longValueExact();
    }

    /** penalty x D x H / (24 x C), rounded up. */
    private long penaltyMilli(Energy contracted, Energy missed, SessionDelivery session) {
        BigInteger[] quotient = big(missed.wh())
                .multiply(big((long) formula().penalty() * MILLI))
                .multiply(big(SessionDelivery.countedMinutes(session.minutes())))
                .divideAndRemainder(big(contracted.wh()).multiply(big(MINUTES_PER_DAY)));
        return quotient[0].longValueExact() + quotient[1].signum();
    }

    /** 50 x the share of periods that were not measured, at least 5; nothing where all were. */
    private long unmeasuredMilli(SessionDelivery session) {
        long points = (long) formula().estimated() * MILLI;
        return session.unmeasured() == 0
                ? 0
                : Math.max(LEAST_LOSS_MILLI, Proportion.ceil(points, session.unmeasured(), session.periods()));
    }

    /** points x H / 24, at least 5. */
    private static long lossMilli(int points, long minutes) {
        long share = Proportion.ceil((long) points * MILLI, SessionDelivery.countedMinutes(minutes), MINUTES_PER_DAY);
        return Math.max(LEAST_LOSS_MILLI, share);
    }

    private CreditChange changed(CreditCause cause, long pointsMilli, Energy contracted, Energy missed) {
        long after = Math.max(0, Math.min((long) RuleSet.HIGHEST_SCORE * MILLI, milli + pointsMilli));
        return new CreditChange(cause, milli, pointsMilli, after, contracted, missed);
    }

    private CreditFormula formula() {
        return rules.credit();
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }
}

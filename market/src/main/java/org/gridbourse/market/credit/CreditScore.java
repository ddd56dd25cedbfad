package org.gridbourse.market.credit;

import java.math.BigInteger;
import java.util.Optional;
import org.gridbourse.market.credit.SessionDelivery.PeriodDelivery;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Proportion;
import org.gridbourse.market.rules.CreditFormula;
import org.gridbourse.market.rules.RuleSet;

/**
 * The score of a participant under a version of the rules (rulebook, section 6), and what changes it.
 *
 * @param rules version in force
 * @param score 0 to 1000
 */
public record CreditScore(RuleSet rules, int score) {
    private static final int CONTRACT_TOLERANCE_PART = 20;
    private static final int TIE_LINE_TOLERANCE_PART = 100;
    private static final int REAL_VOLUME_PART = 10;

    public CreditScore {
        rules.classOf(score);
    }

    /** max(c / 20, L / 100), rounded down: what may be missing without consequence. */
    public static Energy tolerance(Energy contracted, Energy tieLine) {
        return new Energy(contracted.wh() / CONTRACT_TOLERANCE_PART)
                .max(new Energy(tieLine.wh() / TIE_LINE_TOLERANCE_PART));
    }

    /**
     * The change by a settled session, empty where the participant had no contract in it that counts. Where a reading
     * never came nothing is gained, what is missing by the estimate counts, and hiding the meter costs on top of it.
     */
    public Optional<CreditChange> afterDelivery(SessionDelivery session) {
        Energy contracted = Energy.ZERO;
        Energy missed = Energy.ZERO;
        boolean estimated = false;
        for (PeriodDelivery period : session.contracts()) {
            contracted = contracted.plus(period.contracted());
            missed = missed.plus(period.missed().above(tolerance(period.contracted(), session.tieLine())));
            estimated |= period.estimated();
        }
        if (contracted.isZero()) {
            return Optional.empty();
        }
        long points = missed.isZero() ? gain(contracted, session) : -penalty(contracted, missed);
        return Optional.of(
                estimated
                        ? CreditChange.of(
                                CreditCause.ESTIMATED,
                                score,
                                Math.min(0, points) - formula().estimated(),
                                contracted,
                                missed)
                        : CreditChange.of(CreditCause.DELIVERY, score, points, contracted, missed));
    }

    /** The change by a sealed schedule that was not validly revealed. */
    public CreditChange notRevealed() {
        return CreditChange.of(CreditCause.NOT_REVEALED, score, -formula().notRevealed(), Energy.ZERO, Energy.ZERO);
    }

    /** The change by trades that were not prepaid. */
    public CreditChange prepaymentDefault() {
        return CreditChange.of(
                CreditCause.PREPAYMENT_DEFAULT, score, -formula().prepaymentDefault(), Energy.ZERO, Energy.ZERO);
    }

    /**
     * The way back of a suspended participant, empty where it is not suspended, has not waited for long enough, or owes.
     *
     * @param closedWhileSuspended sessions closed since the participant was suspended
     * @param hasArrears whether it owes anything
     */
    public Optional<CreditChange> wayBack(int closedWhileSuspended, boolean hasArrears) {
        boolean due = rules.termsAt(score).isSuspended()
                && closedWhileSuspended >= formula().wayBackSessions()
                && !hasArrears;
        return due
                ? Optional.of(CreditChange.of(
                        CreditCause.REINSTATED, score, formula().wayBackScore() - score, Energy.ZERO, Energy.ZERO))
                : Optional.empty();
    }

    /** floor(gain x C / max(C, L x periods / 10)), without rounding in between: only real volume earns. */
    private long gain(Energy contracted, SessionDelivery session) {
        BigInteger scaledContract = BigInteger.valueOf(contracted.wh()).multiply(BigInteger.valueOf(REAL_VOLUME_PART));
        BigInteger scaledVolume =
                BigInteger.valueOf(session.tieLine().wh()).multiply(BigInteger.valueOf(session.periods()));
        return scaledContract
                .multiply(BigInteger.valueOf(formula().gain()))
                .divide(scaledContract.max(scaledVolume))
                .longValueExact();
    }

    /** ceil(penalty x D / C). */
    private long penalty(Energy contracted, Energy missed) {
        return Proportion.ceil(formula().penalty(), missed.wh(), contracted.wh());
    }

    private CreditFormula formula() {
        return rules.credit();
    }
}

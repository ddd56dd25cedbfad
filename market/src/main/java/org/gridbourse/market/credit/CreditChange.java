package org.gridbourse.market.credit;

import org.gridbourse.market.quantity.Energy;

/**
 * A change of a credit score, with the figures that led to it.
 *
 * @param cause why
 * @param beforeMilli score before [thousandths of a point], 0 to 1 000 000
 * @param pointsMilli gained (positive) or lost, before the score is bounded [thousandths of a point]
 * @param afterMilli score after [thousandths of a point], 0 to 1 000 000
 * @param contracted C, zero where it does not matter
 * @param missed D, beyond tolerance, zero where it does not matter
 */
public record CreditChange(
        CreditCause cause, long beforeMilli, long pointsMilli, long afterMilli, Energy contracted, Energy missed) {

    /** Whole points before. */
    public int before() {
        return (int) (beforeMilli / CreditScore.MILLI);
    }

    /** Whole points after. */
    public int after() {
        return (int) (afterMilli / CreditScore.MILLI);
    }
}

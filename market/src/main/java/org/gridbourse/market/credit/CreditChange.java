package org.gridbourse.market.credit;

import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.rules.RuleSet;

/**
 * A change of a credit score, with the figures that led to it.
 *
 * @param cause why
 * @param before score, 0 to 1000
 * @param points gained (positive) or lost, before the score is bounded
 * @param after score, 0 to 1000
 * @param contracted C, zero where it does not matter
 * @param missed D, beyond tolerance, zero where it does not matter
 */
public record CreditChange(CreditCause cause, int before, long points, int after, Energy contracted, Energy missed) {

    /** A change by points, bounded to 0..1000. */
    static CreditChange of(CreditCause cause, int before, long points, Energy contracted, Energy missed) {
        long after = Math.max(0, Math.min(RuleSet.HIGHEST_SCORE, Math.addExact(before, points)));
        return new CreditChange(cause, before, points, (int) after, contracted, missed);
    }
}

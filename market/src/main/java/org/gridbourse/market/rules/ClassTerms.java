package org.gridbourse.market.rules;

import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Proportion;

/**
 * What a credit class means for those in it.
 *
 * @param lowestScore lowest score of the class, 0 to 1000
 * @param rate bond rate
 * @param volumePercent order volume per period up to this part of the tie-line limit, rounded down; 0 is suspended
 */
public record ClassTerms(int lowestScore, BondRate rate, int volumePercent) {
    private static final int WHOLE = 100;

    public ClassTerms {
        if (volumePercent < 0 || volumePercent > WHOLE) {
            throw new IllegalArgumentException("volumePercent (%s) must be within 0..100".formatted(volumePercent));
        }
    }

    /** What a participant of this class may bid or ask in a period at most. */
    public Energy volumeLimit(Energy tieLine) {
        return new Energy(Proportion.floor(tieLine.wh(), volumePercent, WHOLE));
    }

    public boolean isSuspended() {
        return volumePercent == 0;
    }
}

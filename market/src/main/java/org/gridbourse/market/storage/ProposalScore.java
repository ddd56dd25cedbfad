package org.gridbourse.market.storage;

import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;

/**
 * How far a valid proposal is from the best one; the smallest wins. Welfare would not do: prices do not enter it.
 *
 * @param gapNano sum of the certified gaps of all storage orders [nano]
 * @param priceNano sum over the periods of volume x |price - middle of the clearing's interval| [nano]
 */
public record ProposalScore(long gapNano, long priceNano) {
    /** What is compared; refused beyond the range of long. */
    public long totalNano() {
        try {
            return Math.addExact(gapNano, priceNano);
        } catch (ArithmeticException overflow) {
            throw new RefusedException(Refusal.AMOUNT_OUT_OF_RANGE, "the score is beyond the range of 64 bits");
        }
    }

    /** With what another part of the same proposal adds. */
    public ProposalScore plus(ProposalScore other) {
        try {
            return new ProposalScore(Math.addExact(gapNano, other.gapNano), Math.addExact(priceNano, other.priceNano));
        } catch (ArithmeticException overflow) {
            throw new RefusedException(Refusal.AMOUNT_OUT_OF_RANGE, "the score is beyond the range of 64 bits");
        }
    }
}

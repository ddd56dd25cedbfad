package org.gridbourse.optimizer;

/**
 * What the grid connection carries and what its peak costs (paper, equation 15, with limits apart).
 *
 * @param importKw highest import
 * @param exportKw highest export
 * @param peakPricePerKw currency units per kW of the highest import of the planned steps; 0 if the contract has none
 */
public record TieLine(double importKw, double exportKw, double peakPricePerKw) {
    public TieLine {
        Checks.notNegative("importKw", importKw);
        Checks.notNegative("exportKw", exportKw);
        Checks.notNegative("peakPricePerKw", peakPricePerKw);
    }

    /** The same limit both ways, no price on the peak. */
    public static TieLine ofKw(double tieLineKw) {
        return new TieLine(tieLineKw, tieLineKw, 0);
    }
}

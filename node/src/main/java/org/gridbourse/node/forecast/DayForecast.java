package org.gridbourse.node.forecast;

/**
 * What a day is expected to be, slot by slot, in the unit of the series.
 *
 * @param mean the point forecast
 * @param low lower end of the band meant to hold 80 %, at most {@code mean}
 * @param high upper end, at least {@code mean}
 * @param certain slots that have not moved for two weeks; their band is what was measured then and says nothing of the
 *     forecaster's skill
 */
public record DayForecast(double[] mean, double[] low, double[] high, boolean[] certain) {

    public DayForecast {
        mean = mean.clone();
        low = low.clone();
        high = high.clone();
        certain = certain.clone();
    }

    /** Whether a measured value lies in the band. */
    boolean holds(int slot, double value) {
        return value >= low[slot] && value <= high[slot];
    }

    /** Whether a slot counts for coverage: measured, and not one that was certain and came true. */
    boolean counts(int slot, double value) {
        return !Double.isNaN(value) && !(certain[slot] && holds(slot, value));
    }
}

package org.gridbourse.optimizer;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Net energy of one period as the market wants it: whole Wh, consumption positive.
 *
 * @param period counted from 0
 */
public record Position(int period, long netWh) {
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final BigDecimal WH_PER_KWH = BigDecimal.valueOf(1000);
    private static final BigDecimal MINUTES_PER_HOUR = BigDecimal.valueOf(60);

    /** kW x hours x 1000 to the nearest Wh, half up, in decimal so that a printed half is a half. */
    public static Position of(int period, double netKw, double stepMinutes) {
        BigDecimal energy = BigDecimal.valueOf(netKw)
                .multiply(BigDecimal.valueOf(stepMinutes))
                .multiply(WH_PER_KWH)
                .divide(MINUTES_PER_HOUR, MathContext.DECIMAL64);
        return new Position(
                period, energy.add(HALF).setScale(0, RoundingMode.FLOOR).longValueExact());
    }
}

package org.gridbourse.optimizer;

import java.util.OptionalDouble;

/**
 * Forecast and tariff of one step; powers are its means.
 *
 * @param loadKw consumption, at least 0
 * @param pvKw what the photovoltaic plant could give, at least 0
 * @param windKw what the wind plant could give, at least 0
 * @param buyPrice per imported kWh, any sign
 * @param sellPrice per exported kWh, any sign, may exceed {@code buyPrice}
 * @param gridKgPerKwh carbon of imported energy, at least 0; empty: the site's factor
 */
public record DayStep(
        double loadKw, double pvKw, double windKw, double buyPrice, double sellPrice, OptionalDouble gridKgPerKwh) {
    public DayStep {
        Checks.notNegative("loadKw", loadKw);
        Checks.notNegative("pvKw", pvKw);
        Checks.notNegative("windKw", windKw);
        Checks.finite("buyPrice", buyPrice);
        Checks.finite("sellPrice", sellPrice);
        Checks.notNegative("gridKgPerKwh", gridKgPerKwh.orElse(0));
    }
}

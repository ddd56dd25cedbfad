package org.gridbourse.optimizer;

import java.util.OptionalDouble;

/**
 * A photovoltaic or wind plant of the site (paper, equations 3, 9, 16, 17).
 *
 * @param ratedKw installed power; a forecast above it is clipped to it. Empty: no clipping
 * @param costPerKwh life-cycle cost, counted on what the plant could have given, curtailed or not
 * @param carbonKgPerKwh life-cycle carbon, counted likewise
 */
public record Plant(OptionalDouble ratedKw, double costPerKwh, double carbonKgPerKwh) {
    public Plant {
        Checks.notNegative("ratedKw", ratedKw.orElse(0));
        Checks.notNegative("costPerKwh", costPerKwh);
        Checks.notNegative("carbonKgPerKwh", carbonKgPerKwh);
    }
}

package org.gridbourse.optimizer;

import java.util.Optional;

/**
 * One microgrid: what stands behind its meter. An empty part means that the site has none.
 *
 * @param tieLineKw highest import and highest export (paper, equation 15)
 * @param gridCarbonKgPerKwh carbon of purchased energy where the day does not say otherwise (equation 11)
 */
public record Site(
        String name,
        double tieLineKw,
        Optional<Plant> pv,
        Optional<Plant> wind,
        Optional<Storage> storage,
        double gridCarbonKgPerKwh) {
    public Site {
        Checks.notNegative("tieLineKw", tieLineKw);
        Checks.notNegative("gridCarbonKgPerKwh", gridCarbonKgPerKwh);
    }
}

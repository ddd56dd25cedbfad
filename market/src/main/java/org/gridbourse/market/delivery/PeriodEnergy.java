package org.gridbourse.market.delivery;

import java.util.Collection;
import org.gridbourse.market.quantity.Energy;

/**
 * What a participant's statement of a period settles.
 *
 * @param metered what its meters measured in the period, or are taken to have measured; gross, counted for the contract
 * @param betweenPoints what of it went from one of its connection points to another: min(sum of exports, sum of imports)
 * @param unmeasured energy of gaps that end in the period, not counted for the contract
 */
public record PeriodEnergy(MeteredEnergy metered, Energy betweenPoints, Unmeasured unmeasured) {
    public static final PeriodEnergy NONE = of(MeteredEnergy.NONE);

    /** Of a participant with one connection point, inside which meters are netted. */
    public static PeriodEnergy of(MeteredEnergy metered) {
        return new PeriodEnergy(metered, Energy.ZERO, Unmeasured.NONE);
    }

    /** Of a participant with several connection points: inside each its meters are netted, between them the wires count. */
    public static PeriodEnergy ofPoints(Collection<MeteredEnergy> points) {
        Energy exports = Energy.ZERO;
        Energy imports = Energy.ZERO;
        for (MeteredEnergy point : points) {
            exports = exports.plus(point.netExported());
            imports = imports.plus(point.netImported());
        }
        return new PeriodEnergy(MeteredEnergy.sum(points), exports.min(imports), Unmeasured.NONE);
    }

    /** With energy of a gap. */
    public PeriodEnergy with(Unmeasured gap) {
        return new PeriodEnergy(metered, betweenPoints, unmeasured.plus(gap));
    }

    /** With what a silent meter is taken to have measured; an estimate moves nothing between points. */
    public PeriodEnergy withEstimate(MeteredEnergy estimate) {
        return new PeriodEnergy(metered.plus(estimate), betweenPoints, unmeasured);
    }
}

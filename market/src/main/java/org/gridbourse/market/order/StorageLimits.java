package org.gridbourse.market.order;

import java.util.Collections;
import java.util.List;
import org.gridbourse.market.quantity.Energy;

/**
 * What a participant's connection, class and earlier trades leave for a storage order. One may be below 0 where more is
 * traded already than is allowed now.
 *
 * @param importMaxWh the most that it may import, per period [Wh]
 * @param exportMaxWh the most that it may export, per period [Wh]
 */
public record StorageLimits(List<Long> importMaxWh, List<Long> exportMaxWh) {
    public StorageLimits {
        importMaxWh = List.copyOf(importMaxWh);
        exportMaxWh = List.copyOf(exportMaxWh);
    }

    /**
     * The same for all periods.
     *
     * @param importLimit registered import limit
     * @param exportLimit registered export limit
     * @param classVolume order volume that the credit class allows
     */
    public static StorageLimits of(int periods, Energy importLimit, Energy exportLimit, Energy classVolume) {
        return new StorageLimits(
                Collections.nCopies(periods, Math.min(importLimit.wh(), classVolume.wh())),
                Collections.nCopies(periods, Math.min(exportLimit.wh(), classVolume.wh())));
    }
}

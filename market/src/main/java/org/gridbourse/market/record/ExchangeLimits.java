package org.gridbourse.market.record;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.MarketLimits;

/**
 * What a participant can exchange in a period, each way.
 *
 * @param imported import limit [Wh per period]
 * @param exported export limit [Wh per period]; 0 where a plant gives nothing
 */
public record ExchangeLimits(Energy imported, Energy exported) {
    public ExchangeLimits {
        if (imported.isZero() && exported.isZero()) {
            throw new IllegalArgumentException("importLimitWh and exportLimitWh must not both be 0");
        }
    }

    /** L, the larger of both. */
    public Energy larger() {
        return imported.max(exported);
    }

    /** The same, but not more than an energy that is not zero. */
    public ExchangeLimits atMost(Energy most) {
        return new ExchangeLimits(imported.min(most), exported.min(most));
    }

    public static ExchangeLimits read(Fields fields) {
        return new ExchangeLimits(limit(fields, "importLimitWh"), limit(fields, "exportLimitWh"));
    }

    private static Energy limit(Fields fields, String key) {
        return new Energy(fields.number(key, 0, MarketLimits.ENERGY_MAX_WH));
    }
}

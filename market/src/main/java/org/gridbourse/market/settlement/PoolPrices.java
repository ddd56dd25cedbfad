package org.gridbourse.market.settlement;

import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Proportion;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;

/**
 * The prices at which deviations meet in a period. What the missing pay above {@link #price} and the extra get below it
 * goes to the fund.
 *
 * @param tariff of the period, with a pool
 * @param price p = floor((V x P + max(0, v - V) x M) / max(V, v)): the mean price of the trades, as far as they outweigh
 *     the pool, else towards the middle of the band, so that a small trade at its end sets no price for much energy
 */
public record PoolPrices(Tariff tariff, UnitPrice price) {
    private static final int BAND_PART = 4;

    static PoolPrices of(Tariff tariff, PoolTotals totals) {
        Energy traded = totals.traded();
        Energy met = totals.volume();
        UnitPrice middle = tariff.middle();
        if (traded.isZero()) {
            return new PoolPrices(tariff, middle);
        }
        UnitPrice mean = totals.meanPrice().orElseThrow();
        Energy beyond = met.above(traded);
        // floor((V x P + rest x M) / whole) = the lower price + floor(part x difference / whole), in 64 bits
        UnitPrice lower = mean.compareTo(middle) <= 0 ? mean : middle;
        UnitPrice difference = mean.max(middle).minus(lower);
        Energy atHigher = mean.compareTo(middle) <= 0 ? beyond : traded;
        long part = Proportion.floor(
                difference.microPerKwh(), atHigher.wh(), traded.max(met).wh());
        return new PoolPrices(tariff, lower.plus(new UnitPrice(part)));
    }

    /** What pooled energy costs, without the grid fee: max(p, M). */
    public UnitPrice costs() {
        return price.max(tariff.middle());
    }

    /** What pooled energy earns: min(p, M). */
    public UnitPrice earns() {
        return price.min(tariff.middle());
    }

    /** What a seller pays for its contract part: at least its own price and a quarter of the band, at most the cap. */
    public UnitPrice notDelivered(UnitPrice ownPrice) {
        return costs().max(ownPrice.plus(quarterOfBand())).min(tariff.cap());
    }

    /** What a buyer gets for what it did not take: at most its own price less a quarter of the band, at least the floor. */
    public UnitPrice notTaken(UnitPrice ownPrice) {
        return earns().min(ownPrice.minus(quarterOfBand())).max(tariff.floor());
    }

    /** ceil(B / 4). */
    private UnitPrice quarterOfBand() {
        return new UnitPrice(Proportion.ceil(tariff.band().microPerKwh(), 1, BAND_PART));
    }
}

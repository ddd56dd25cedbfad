package org.gridbourse.market.settlement;

import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Proportion;
import org.gridbourse.market.tariff.Tariff;

/**
 * The pool of one period between its two passes, and its cursor. Whole shares are counted off first, over everybody in
 * any order; what is left over is then given out one Wh each in ascending participant id, with the statements.
 *
 * <pre>
 * PoolTotals totals = PoolTotals.NOTHING;      for each: totals = totals.plus(offer, contract)
 * PeriodPool pool = PeriodPool.of(totals);     for each: pool = pool.withoutWhole(offer)
 * in ascending participant id, for each:       share = pool.share(offer, deviation, tariff); pool = pool.after(offer)
 * </pre>
 *
 * @param totals what all bring
 * @param leftForMissing Wh that no whole share gives to who misses energy
 * @param leftForExtra Wh that no whole share takes from who has extra energy
 */
public record PeriodPool(PoolTotals totals, Energy leftForMissing, Energy leftForExtra) {
    private static final Energy ONE_WH = new Energy(1);

    /** The pool before anything is counted off. */
    public static PeriodPool of(PoolTotals totals) {
        return new PeriodPool(totals, totals.volume(), totals.volume());
    }

    /** With the whole shares of one participant counted off. */
    public PeriodPool withoutWhole(PoolOffer offer) {
        return new PeriodPool(totals, leftForMissing.minus(wholeBought(offer)), leftForExtra.minus(wholeSold(offer)));
    }

    /** What the participant gets and gives, when all whole shares are counted off and it is next by its id. */
    public PoolShare share(PoolOffer offer, Deviation deviation, Tariff tariff) {
        Energy bought = wholeBought(offer).plus(leftover(offer.missing(), leftForMissing));
        Energy sold = wholeSold(offer).plus(leftover(offer.extra(), leftForExtra));
        Energy notDelivered = bought.min(offer.notDelivered());
        Energy notTaken = sold.min(deviation.notTaken());
        return bought.isZero() && sold.isZero()
                ? PoolShare.NOTHING
                : new PoolShare(
                        notDelivered,
                        bought.minus(notDelivered),
                        notTaken,
                        sold.minus(notTaken),
                        PoolPrices.of(tariff, totals).price());
    }

    /** The pool for who comes next by id. */
    public PeriodPool after(PoolOffer offer) {
        return new PeriodPool(
                totals,
                leftForMissing.minus(leftover(offer.missing(), leftForMissing)),
                leftForExtra.minus(leftover(offer.extra(), leftForExtra)));
    }

    private static Energy leftover(Energy brought, Energy left) {
        return brought.isZero() ? Energy.ZERO : left.min(ONE_WH);
    }

    /** floor(v x its missing / need). */
    private Energy wholeBought(PoolOffer offer) {
        return wholeOf(offer.missing(), totals.need());
    }

    /** floor(v x its extra / offer). */
    private Energy wholeSold(PoolOffer offer) {
        return wholeOf(offer.extra(), totals.offer());
    }

    private Energy wholeOf(Energy brought, Energy all) {
        return brought.isZero()
                ? Energy.ZERO
                : new Energy(Proportion.floor(totals.volume().wh(), brought.wh(), all.wh()));
    }
}

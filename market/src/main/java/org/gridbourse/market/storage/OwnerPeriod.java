package org.gridbourse.market.storage;

import org.gridbourse.market.order.Side;
import org.gridbourse.market.order.StorageOrder;
import org.gridbourse.market.tariff.Tariff;

/**
 * One period as the owner of a storage sees it at the proposed price: what a Wh costs and brings, and what becomes of its
 * net position. Own use comes first, behind the meter; what is left of the net position is dealt in whole at a price
 * better than its limit, in part at its limit, and not at all at a worse one. What is not dealt in counts at the limit,
 * but never worth more than what buying costs nor less than what selling brings.
 *
 * @param prices what a Wh brings and costs
 * @param netWh consumption less generation
 * @param trade whether the net position is dealt in
 * @param insteadMicro what a Wh of it counts that the storage neither takes nor gives [nano/Wh]
 */
public record OwnerPeriod(Prices prices, long netWh, Trade trade, long insteadMicro) {
    private static final long PICO_PER_NANO = 1000;

    /**
     * Prices of a Wh [nano/Wh].
     *
     * @param restMicro what the storage gives brings where nobody takes it: F at a floor above F, else P
     * @param sellMicro what the storage gives brings, P; in a period without orders F
     * @param buyMicro what enters the meter costs, P + G; in a period without orders R
     */
    record Prices(long restMicro, long sellMicro, long buyMicro) {}

    /** Whether what is left of the net position after own use is dealt in. */
    public enum Trade {
        WHOLE,
        AT_LIMIT,
        NONE
    }

    /**
     * A storage order's position in a period.
     *
     * @param side of all of it
     * @param firmWh what it trades at any price [Wh]
     * @param atLimitWh what it may trade at its limit, which is the price [Wh]
     */
    public record Position(Side side, long firmWh, long atLimitWh) {
        long allWh() {
            return firmWh + atLimitWh;
        }
    }

    /** The period at a price. */
    public static OwnerPeriod of(StorageOrder order, int t, Tariff tariff, long priceMicro) {
        long net = order.net().netWh().get(t);
        if (!tariff.takesOrders()) {
            long feedIn = tariff.feedIn().microPerKwh();
            long retail = tariff.retail().microPerKwh();
            Prices grid = new Prices(feedIn, feedIn, retail);
            return new OwnerPeriod(grid, net, Trade.WHOLE, net > 0 ? retail : feedIn);
        }
        long feedIn = tariff.feedIn().microPerKwh();
        long rest = priceMicro == tariff.floor().microPerKwh() ? Math.min(priceMicro, feedIn) : priceMicro;
        long fee = tariff.gridFee().microPerKwh();
        long buy = priceMicro + fee;
        Prices prices = new Prices(rest, priceMicro, buy);
        long limit = net > 0 ? order.net().bidMicro(tariff) : order.net().askMicro(tariff);
        int better = net > 0 ? Long.compare(limit, priceMicro) : Long.compare(priceMicro, limit);
        Trade trade = better > 0 ? Trade.WHOLE : better == 0 ? Trade.AT_LIMIT : Trade.NONE;
        if (trade != Trade.NONE) {
            return new OwnerPeriod(prices, net, trade, net > 0 ? buy : priceMicro);
        }
        return new OwnerPeriod(prices, net, trade, net > 0 ? Math.max(limit + fee, priceMicro) : Math.min(limit, buy));
    }

    /** Whether a sale that finds no buyer earns less than the price. */
    boolean restIsWorse() {
        return prices.restMicro() < prices.sellMicro();
    }

    /** Of what the order sold, the part that came from the storage rather than from what was left over. */
    long soldFromStorageWh(long chargeWh, long dischargeWh, long filledWh) {
        long storedWh = chargeWh - dischargeWh;
        return Math.max(0, filledWh - Math.max(0, -(netWh + ownUse(storedWh))));
    }

    /**
     * What the owner earns (positive) or pays [nano] if its storage runs so, without wear.
     *
     * @param soldWh of what the storage gives to others, the part that finds a buyer
     */
    long earned(long chargeWh, long dischargeWh, long soldWh) {
        long storedWh = chargeWh - dischargeWh;
        long ownWh = ownUse(storedWh);
        long boughtWh = storedWh - ownWh;
        long cost = Math.multiplyExact(boughtWh >= 0 ? prices.buyMicro() : prices.sellMicro(), boughtWh);
        long left = Math.multiplyExact(
                prices.sellMicro() - prices.restMicro(), Math.max(0, Math.max(0, -boughtWh) - soldWh));
        long net = Math.multiplyExact(insteadMicro, netWh + ownWh);
        return Math.negateExact(Math.addExact(Math.addExact(cost, left), net));
    }

    /** What the order trades if its storage runs so. */
    public Position position(long chargeWh, long dischargeWh) {
        long storedWh = chargeWh - dischargeWh;
        if (trade == Trade.WHOLE) {
            return position(netWh + storedWh, 0, netWh + storedWh);
        }
        long ownWh = ownUse(storedWh);
        long restWh = trade == Trade.AT_LIMIT ? netWh + ownWh : 0;
        return position(storedWh - ownWh, restWh, storedWh - ownWh + restWh);
    }

    private static Position position(long firmWh, long atLimitWh, long allWh) {
        return new Position(allWh < 0 ? Side.SELL : Side.BUY, Math.abs(firmWh), Math.abs(atLimitWh));
    }

    /** Charged from what is left over (positive), or discharged into what is missing (negative). */
    private long ownUse(long storedWh) {
        return netWh < 0 ? Math.min(Math.max(storedWh, 0), -netWh) : Math.max(Math.min(storedWh, 0), -netWh);
    }

    /**
     * The most that any way of running the storage in this period could be worth [pico], stored energy counted at its
     * value: the smallest, over all prices between selling and buying, of what each part would be worth at that price by
     * itself. That function is convex and bends at six prices at most, so that it is exact.
     *
     * @param most what can be charged, discharged, and sold at the price rather than at that of the rest
     * @param chargeWorth what a charged Wh is worth before it is paid for [pico/Wh]
     * @param dischargeCost what a discharged Wh costs before it is sold [pico/Wh]
     */
    long bestPico(Most most, long chargeWorth, long dischargeCost) {
        long lowest = Math.multiplyExact(PICO_PER_NANO, prices.restMicro());
        long price = Math.multiplyExact(PICO_PER_NANO, prices.sellMicro());
        long highest = Math.multiplyExact(PICO_PER_NANO, prices.buyMicro());
        long best = Long.MAX_VALUE;
        long[] bends = {lowest, price, highest, chargeWorth, dischargeCost, PICO_PER_NANO * insteadMicro};
        for (long bend : bends) {
            if (bend >= lowest && bend <= highest) {
                long charging = worth(most.chargeWh(), chargeWorth, bend);
                long discharging = worth(most.dischargeWh(), bend, dischargeCost);
                long sold = worth(most.soldWh(), price, bend);
                long net = Math.multiplyExact(-netWh, netPrice(bend));
                best = Math.min(best, Math.addExact(Math.addExact(charging, discharging), Math.addExact(sold, net)));
            }
        }
        return best;
    }

    private static long worth(long wh, long brings, long costs) {
        return Math.multiplyExact(wh, Math.max(0, Math.subtractExact(brings, costs)));
    }

    /** Quantities of a period [Wh]: the most that is charged and discharged, and what is sold from the storage. */
    record Most(long chargeWh, long dischargeWh, long soldWh) {}

    /** What a Wh of the net position counts while one at the margin costs {@code pricePico}. */
    private long netPrice(long pricePico) {
        long instead = PICO_PER_NANO * insteadMicro;
        return netWh < 0 ? Math.max(pricePico, instead) : Math.min(pricePico, instead);
    }
}

package org.gridbourse.market.storage;

import org.gridbourse.market.order.Side;
import org.gridbourse.market.tariff.Tariff;

/**
 * One period as the owner of a storage sees it at the proposed price: what a Wh costs and brings, and what becomes of its
 * net position. Own use comes first, behind the meter; what is left of the net position is dealt in whole at a price
 * better than its limit, in part at its limit, and not at all at a worse one. What is not dealt in counts at the limit,
 * but never worth more than what buying costs nor less than what selling brings.
 *
 * @param sellMicro what a Wh that leaves the meter brings [nano/Wh]; F where it may be rationed at a floor above F
 * @param buyMicro what a Wh that enters it costs, P + G [nano/Wh]; in a period without orders R
 * @param netWh consumption less generation
 * @param trade whether the net position is dealt in
 * @param insteadMicro what a Wh of it counts where it is not
 */
record OwnerPeriod(long sellMicro, long buyMicro, long netWh, Trade trade, long insteadMicro) {
    private static final long PICO_PER_NANO = 1000;

    /** Whether what is left of the net position after own use is dealt in. */
    enum Trade {
        WHOLE,
        AT_LIMIT,
        NONE
    }

    /** A storage order's position in a period: what it trades at any price, and what it may trade at its limit. */
    record Position(Side side, long firmWh, long atLimitWh) {}

    static OwnerPeriod of(StorageOrder order, int t, Tariff tariff, long priceMicro) {
        long net = order.net().netWh().get(t);
        if (!tariff.takesOrders()) {
            return new OwnerPeriod(
                    tariff.feedIn().microPerKwh(), tariff.retail().microPerKwh(), net, Trade.WHOLE, 0);
        }
        long floor = tariff.floor().microPerKwh();
        long sell = priceMicro == floor ? Math.min(floor, tariff.feedIn().microPerKwh()) : priceMicro;
        long fee = tariff.gridFee().microPerKwh();
        long buy = priceMicro + fee;
        if (net == 0) {
            return new OwnerPeriod(sell, buy, 0, Trade.WHOLE, 0);
        }
        long limit = net > 0 ? bid(order.net(), tariff) : ask(order.net(), tariff);
        int better = net > 0 ? Long.compare(limit, priceMicro) : Long.compare(priceMicro, limit);
        Trade trade = better > 0 ? Trade.WHOLE : better == 0 ? Trade.AT_LIMIT : Trade.NONE;
        long instead = net > 0 ? Math.max(limit + fee, sell) : Math.min(limit, buy);
        return new OwnerPeriod(sell, buy, net, trade, instead);
    }

    /** The limit price of missing energy: cap - margin x spread, rounded down, at least the floor. */
    static long bid(NetPosition net, Tariff tariff) {
        return Math.max(
                tariff.floor().microPerKwh(), tariff.cap().microPerKwh() - margin(net.bidMarginPermille(), tariff));
    }

    /** The limit price of energy left over: floor + margin x spread, rounded up, at most the cap. */
    static long ask(NetPosition net, Tariff tariff) {
        return Math.min(
                tariff.cap().microPerKwh(), tariff.floor().microPerKwh() + margin(net.askMarginPermille(), tariff));
    }

    private static long margin(long permille, Tariff tariff) {
        return -Math.floorDiv(-permille * tariff.spread().microPerKwh(), (long) NetPosition.PERMILLE);
    }

    /** What the owner earns (positive) or pays [nano] if its storage runs so, without wear. */
    long earned(long chargeWh, long dischargeWh) {
        long storedWh = chargeWh - dischargeWh;
        if (trade != Trade.NONE) {
            return -cost(netWh + storedWh);
        }
        long ownWh = ownUse(storedWh);
        return Math.subtractExact(-cost(storedWh - ownWh), Math.multiplyExact(insteadMicro, netWh + ownWh));
    }

    /** What the order trades if its storage runs so; side null where that is nothing. */
    Position position(long chargeWh, long dischargeWh) {
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

    private long cost(long boughtWh) {
        return Math.multiplyExact(boughtWh >= 0 ? buyMicro : sellMicro, boughtWh);
    }

    /**
     * The most that any way of running the storage in this period could be worth [pico], stored energy counted at its
     * value: the smallest, over all prices between selling and buying, of what each part would be worth at that price by
     * itself. That function is convex and bends at five prices at most, so that it is exact.
     *
     * @param chargeWorth what a charged Wh is worth before it is paid for [pico/Wh]
     * @param dischargeCost what a discharged Wh costs before it is sold [pico/Wh]
     */
    long bestPico(long chargeMaxWh, long chargeWorth, long dischargeMaxWh, long dischargeCost) {
        long lowest = Math.multiplyExact(PICO_PER_NANO, sellMicro);
        long highest = Math.multiplyExact(PICO_PER_NANO, buyMicro);
        long best = Long.MAX_VALUE;
        long[] bends = {lowest, highest, chargeWorth, dischargeCost, PICO_PER_NANO * insteadMicro};
        for (long bend : bends) {
            if (bend >= lowest && bend <= highest) {
                long charging = Math.multiplyExact(chargeMaxWh, Math.max(0, Math.subtractExact(chargeWorth, bend)));
                long discharging =
                        Math.multiplyExact(dischargeMaxWh, Math.max(0, Math.subtractExact(bend, dischargeCost)));
                long net = Math.multiplyExact(-netWh, netPrice(bend));
                best = Math.min(best, Math.addExact(Math.addExact(charging, discharging), net));
            }
        }
        return best;
    }

    private long netPrice(long pricePico) {
        if (trade != Trade.NONE) {
            return pricePico;
        }
        long instead = PICO_PER_NANO * insteadMicro;
        return netWh < 0 ? Math.max(pricePico, instead) : Math.min(pricePico, instead);
    }
}

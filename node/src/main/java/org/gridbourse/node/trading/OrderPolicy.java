package org.gridbourse.node.trading;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;

/**
 * How a position becomes an order: five equal steps, the remainder with the first, whose margins run evenly from the
 * first limit margin to the last. An ask is the floor plus its margin of the spread, rounded up; a bid is the cap less
 * it, rounded down. Steps of one price are one step.
 *
 * <p>The spread here is what lies between floor and cap. That is the tariff's spread, save where feed-in is negative:
 * there a margin of 1 must still be a price that the period allows.
 */
record OrderPolicy(LimitMargins margins) {
    private static final int STEPS = 5;

    PeriodOrder order(NetPosition position, Tariff tariff) {
        Comparator<UnitPrice> betterFirst = Comparator.naturalOrder();
        SortedMap<UnitPrice, Energy> steps =
                new TreeMap<>(position.side() == Side.SELL ? betterFirst : betterFirst.reversed());
        for (int step = 0; step < STEPS; step++) {
            Energy quantity = share(position.energy(), step);
            if (!quantity.isZero()) {
                steps.merge(limit(position.side(), tariff, margin(step)), quantity, Energy::plus);
            }
        }
        List<OrderStep> merged = steps.entrySet().stream()
                .map(step -> new OrderStep(step.getValue(), step.getKey()))
                .toList();
        return new PeriodOrder(position.period(), position.side(), merged);
    }

    private static Energy share(Energy whole, int step) {
        long equal = whole.wh() / STEPS;
        return new Energy(step == 0 ? whole.wh() - (STEPS - 1) * equal : equal);
    }

    private BigDecimal margin(int step) {
        BigDecimal way = BigDecimal.valueOf(step).divide(BigDecimal.valueOf(STEPS - 1));
        return margins.first().add(margins.last().subtract(margins.first()).multiply(way));
    }

    private static UnitPrice limit(Side side, Tariff tariff, BigDecimal margin) {
        UnitPrice spread = tariff.cap().minus(tariff.floor());
        UnitPrice part = new UnitPrice(margin.multiply(BigDecimal.valueOf(spread.microPerKwh()))
                .setScale(0, RoundingMode.CEILING)
                .longValueExact());
        return side == Side.SELL ? tariff.floor().plus(part) : tariff.cap().minus(part);
    }
}

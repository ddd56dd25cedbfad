package org.gridbourse.node.rule;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;

/**
 * How much of the spread the first and the last step of an order ask for; both 0..1. Energy becomes five equal steps, the
 * remainder with the first, whose margins run evenly from the first to the last. An ask is the floor plus its margin of
 * the spread, rounded up; a bid is the cap less it, rounded down. Steps of one price are one step.
 *
 * <p>The spread here is what lies between floor and cap. That is the tariff's spread, save where feed-in is negative:
 * there a margin of 1 must still be a price that the period allows.
 */
public record LimitMargins(BigDecimal first, BigDecimal last) {
    public static final LimitMargins USUAL = new LimitMargins(BigDecimal.ZERO, new BigDecimal("0.4"));

    /**
     * One step that asks for a tenth of the spread: who sells at what the grid pays earns nothing by it, and answers for
     * every Wh that does not come.
     */
    public static final LimitMargins TENTH = new LimitMargins(new BigDecimal("0.1"), new BigDecimal("0.1"));

    private static final int STEPS = 5;

    public LimitMargins {
        check(first);
        check(last);
    }

    private static void check(BigDecimal margin) {
        if (margin.signum() < 0 || margin.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("limitMargins must be two numbers in 0..1, has " + margin);
        }
    }

    /**
     * The steps of an order, better first.
     *
     * @param bound the highest price of a bid, or the lowest of an offer
     */
    List<OrderStep> steps(Side side, Energy energy, Tariff tariff, UnitPrice bound) {
        Comparator<UnitPrice> betterFirst = Comparator.naturalOrder();
        SortedMap<UnitPrice, Energy> steps = new TreeMap<>(side == Side.SELL ? betterFirst : betterFirst.reversed());
        for (int step = 0; step < STEPS; step++) {
            Energy quantity = share(energy, step);
            if (!quantity.isZero()) {
                UnitPrice limit = limit(side, tariff, margin(step));
                steps.merge(side == Side.SELL ? limit.max(bound) : limit.min(bound), quantity, Energy::plus);
            }
        }
        return steps.entrySet().stream()
                .map(step -> new OrderStep(step.getValue(), step.getKey()))
                .toList();
    }

    private static Energy share(Energy whole, int step) {
        long equal = whole.wh() / STEPS;
        return new Energy(step == 0 ? whole.wh() - (STEPS - 1) * equal : equal);
    }

    private BigDecimal margin(int step) {
        BigDecimal way = BigDecimal.valueOf(step).divide(BigDecimal.valueOf(STEPS - 1));
        return first.add(last.subtract(first).multiply(way));
    }

    private static UnitPrice limit(Side side, Tariff tariff, BigDecimal margin) {
        UnitPrice spread = tariff.cap().minus(tariff.floor());
        UnitPrice part = new UnitPrice(margin.multiply(BigDecimal.valueOf(spread.microPerKwh()))
                .setScale(0, RoundingMode.CEILING)
                .longValueExact());
        return side == Side.SELL ? tariff.floor().plus(part) : tariff.cap().minus(part);
    }
}

package org.gridbourse.market.storage;

import java.util.ArrayList;
import java.util.List;
import org.gridbourse.market.clearing.Clearing;
import org.gridbourse.market.clearing.Equilibrium;
import org.gridbourse.market.clearing.OrderBook;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;

/**
 * The middle of the interval of prices that the step orders of a period leave open, the storages' amounts being given: what
 * a proposal's price is measured by, so that nobody chooses it (rulebook, section 5).
 */
public final class MiddlePrice {
    private MiddlePrice() {}

    /**
     * Volume x |price - middle| of a period that balances [nano].
     *
     * @param storages what all storage orders trade in it
     */
    public static long distanceNano(OrderBook book, Tariff tariff, UnitPrice price, PeriodSums storages) {
        PeriodSums sums = PeriodSums.of(book, price).plus(storages);
        long volumeWh = sums.volumeWh();
        if (volumeWh == 0) {
            return 0;
        }
        List<Order> orders = new ArrayList<>(book.orders());
        for (Side side : Side.values()) {
            List<OrderStep> steps = given(storages.of(side), sums.excessWh(side), side, tariff, price);
            if (!steps.isEmpty()) {
                // an id that no order has
                String id = "\u0001" + side;
                orders.add(new Order(id, id, side, steps));
            }
        }
        OrderBook all = new OrderBook(book.tradeIdPrefix(), tariff.limits(), orders);
        UnitPrice middle = Clearing.equilibrium(all).map(Equilibrium::price).orElse(price);
        return Math.multiplyExact(volumeWh, Math.abs(price.microPerKwh() - middle.microPerKwh()));
    }

    /** What the storages of a side trade: at any price what is firm and does not give way, the rest at this price. */
    private static List<OrderStep> given(
            PeriodSums.SideSum sum, long excessWh, Side side, Tariff tariff, UnitPrice price) {
        List<OrderStep> steps = new ArrayList<>(2);
        if (sum.firmWh() > excessWh) {
            UnitPrice always = side == Side.BUY ? tariff.cap() : tariff.floor();
            steps.add(new OrderStep(new Energy(sum.firmWh() - excessWh), always));
        }
        if (sum.atPriceWh() > 0) {
            steps.add(new OrderStep(new Energy(sum.atPriceWh()), price));
        }
        return steps;
    }
}

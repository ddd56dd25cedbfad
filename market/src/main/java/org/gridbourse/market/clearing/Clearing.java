package org.gridbourse.market.clearing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Proportion;
import org.gridbourse.market.quantity.UnitPrice;

/**
 * The auction of one period (rulebook, section 2): the greatest volume at one price, the midpoint of the equilibrium
 * prices; better-priced steps whole, steps at the price in proportion.
 */
public final class Clearing {
    private Clearing() {}

    /** Clears a book and checks the result before anybody sees it. */
    public static ClearingResult clear(OrderBook book) {
        ClearingResult result =
                Crossing.of(book).map(crossing -> trade(book, crossing)).orElseGet(() -> nothingTraded(book));
        ClearingCheck.require(book, result);
        return result;
    }

    private static ClearingResult nothingTraded(OrderBook book) {
        List<Fill> fills = new ArrayList<>(book.orders().size());
        for (Order order : book.orders()) {
            fills.add(new Fill(order, Energy.ZERO));
        }
        return new ClearingResult(Energy.ZERO, Optional.empty(), fills, List.of());
    }

    private static ClearingResult trade(OrderBook book, Crossing crossing) {
        UnitPrice price = crossing.equilibrium().price();
        Margin buyers = Margin.of(Side.BUY, book.orders(), price, crossing.volume());
        Margin sellers = Margin.of(Side.SELL, book.orders(), price, crossing.volume());
        List<Fill> fills = new ArrayList<>(book.orders().size());
        for (Order order : book.orders()) {
            fills.add(new Fill(order, (order.side() == Side.BUY ? buyers : sellers).fill(order)));
        }
        return new ClearingResult(
                crossing.volume(),
                Optional.of(crossing.equilibrium()),
                fills,
                Pairing.pair(book.tradeIdPrefix(), price, fills));
    }

    /**
     * One side at the clearing price: better-priced steps whole, the rest shared among the steps at the price in
     * proportion to their quantity, rounded down, left-over Wh one each in ascending order id.
     */
    private static final class Margin {
        private final UnitPrice price;
        private final Energy offered;
        private final Energy shared;
        private long leftOverWh;

        private Margin(UnitPrice price, Energy offered, Energy shared, long leftOverWh) {
            this.price = price;
            this.offered = offered;
            this.shared = shared;
            this.leftOverWh = leftOverWh;
        }

        static Margin of(Side side, List<Order> orders, UnitPrice price, Energy volume) {
            long betterWh = 0;
            long offeredWh = 0;
            for (Order order : orders) {
                if (order.side() == side) {
                    betterWh += order.quantityBetter(price).wh();
                    offeredWh += order.quantityAt(price).wh();
                }
            }
            Energy shared = new Energy(volume.wh() - betterWh);
            long roundedDownWh = 0;
            for (Order order : orders) {
                if (order.side() == side) {
                    roundedDownWh += share(order.quantityAt(price), shared, new Energy(offeredWh));
                }
            }
            return new Margin(price, new Energy(offeredWh), shared, shared.wh() - roundedDownWh);
        }

        /** To be asked once per order, in ascending order id. */
        Energy fill(Order order) {
            Energy atPrice = order.quantityAt(price);
            long sharedWh = share(atPrice, shared, offered);
            if (leftOverWh > 0 && sharedWh < atPrice.wh()) {
                sharedWh++;
                leftOverWh--;
            }
            return order.quantityBetter(price).plus(new Energy(sharedWh));
        }

        private static long share(Energy atPrice, Energy shared, Energy offered) {
            return atPrice.isZero() ? 0 : Proportion.floor(shared.wh(), atPrice.wh(), offered.wh());
        }
    }
}

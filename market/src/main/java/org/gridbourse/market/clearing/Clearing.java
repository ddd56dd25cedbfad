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
        Curve demand = Curve.of(book, Side.BUY);
        Curve supply = Curve.of(book, Side.SELL);
        ClearingResult result = Crossing.of(demand, supply)
                .map(crossing -> trade(book, crossing, demand, supply))
                .orElseGet(() -> nothingTraded(book));
        ClearingCheck.require(book, result);
        return result;
    }

    /** The prices at which a book's greatest volume would be traded; empty where no bid reaches an offer. */
    public static Optional<Equilibrium> equilibrium(OrderBook book) {
        return Crossing.of(Curve.of(book, Side.BUY), Curve.of(book, Side.SELL)).map(Crossing::equilibrium);
    }

    private static ClearingResult nothingTraded(OrderBook book) {
        List<Fill> fills = new ArrayList<>(book.orders().size());
        for (Order order : book.orders()) {
            fills.add(new Fill(order, Energy.ZERO));
        }
        return new ClearingResult(Energy.ZERO, Optional.empty(), fills, List.of());
    }

    private static ClearingResult trade(OrderBook book, Crossing crossing, Curve demand, Curve supply) {
        UnitPrice price = crossing.equilibrium().price();
        Margin buyers = Margin.of(demand, price.microPerKwh(), crossing.volume().wh());
        Margin sellers =
                Margin.of(supply, price.microPerKwh(), crossing.volume().wh());
        List<Fill> fills = new ArrayList<>(book.orders().size());
        for (Order order : book.orders()) {
            fills.add(new Fill(order, (order.side() == Side.BUY ? buyers : sellers).next()));
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
        private final Curve curve;
        private final long priceMicroPerKwh;
        private final long offeredWh;
        private final long sharedWh;
        private long leftOverWh;
        private int next;

        private Margin(Curve curve, long priceMicroPerKwh, long volumeWh) {
            this.curve = curve;
            this.priceMicroPerKwh = priceMicroPerKwh;
            long betterWh = curve.better(priceMicroPerKwh);
            this.offeredWh = curve.atOrBetter(priceMicroPerKwh) - betterWh;
            this.sharedWh = volumeWh - betterWh;
        }

        static Margin of(Curve curve, long priceMicroPerKwh, long volumeWh) {
            Margin margin = new Margin(curve, priceMicroPerKwh, volumeWh);
            long roundedDownWh = 0;
            for (int order = 0; order < curve.orders(); order++) {
                roundedDownWh += margin.share(curve.at(order, priceMicroPerKwh));
            }
            margin.leftOverWh = margin.sharedWh - roundedDownWh;
            return margin;
        }

        /** What the next order of the side is filled. */
        Energy next() {
            long atPriceWh = curve.at(next, priceMicroPerKwh);
            long filledWh = share(atPriceWh);
            if (leftOverWh > 0 && filledWh < atPriceWh) {
                filledWh++;
                leftOverWh--;
            }
            filledWh += curve.better(next, priceMicroPerKwh);
            next++;
            return new Energy(filledWh);
        }

        private long share(long atPriceWh) {
            return atPriceWh == 0 ? 0 : Proportion.floor(sharedWh, atPriceWh, offeredWh);
        }
    }
}

package org.gridbourse.market.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Utf8Order;
import org.gridbourse.market.clearing.Fill;
import org.gridbourse.market.clearing.OrderBook;
import org.gridbourse.market.clearing.Pairing;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.order.StorageOrder;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Proportion;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;

/**
 * One period of a joint clearing: what must be filled is, steps at the price share the rest as in a book, and storage
 * orders of the side that is longer by a rounding give way by one Wh each, in ascending order id.
 */
public final class JointPeriod {
    private final int number;
    private final OrderBook book;
    private final Tariff tariff;
    private final UnitPrice price;
    private final List<Entry> entries = new ArrayList<>();
    private PeriodSums storages = PeriodSums.NONE;
    private PeriodSums sums;

    /** An order at the proposed price. */
    private record Entry(Order order, long firmWh, long atPriceWh, boolean storage) {}

    /** With the step orders of the period; storage orders are added. */
    public JointPeriod(int number, OrderBook book, Tariff tariff, UnitPrice price) {
        this.number = number;
        this.book = book;
        this.tariff = tariff;
        this.price = price;
        for (Order order : book.orders()) {
            entries.add(new Entry(
                    order,
                    order.quantityBetter(price).wh(),
                    order.quantityAt(price).wh(),
                    false));
        }
        sums = PeriodSums.of(book, price);
    }

    /** Adds what a storage order trades in the period. */
    public void add(StorageOrder order, OwnerPeriod.Position position) {
        if (position.allWh() == 0) {
            return;
        }
        PeriodSums own = PeriodSums.of(position, tariff, price);
        PeriodSums.SideSum sum = own.of(position.side());
        Order traded = new Order(
                order.orderId(), order.participantId(), position.side(), List.of(step(position.allWh(), price)));
        entries.add(new Entry(traded, sum.firmWh(), sum.atPriceWh(), true));
        storages = storages.plus(own);
        sums = sums.plus(own);
    }

    /** What both sides want so far. */
    public PeriodSums sums() {
        return sums;
    }

    /** Fills and pairs, refused where the two sides do not meet. */
    public ClearedPeriod clear() {
        sums.requireBalanced(number);
        entries.sort(Comparator.comparing(entry -> entry.order().orderId(), Utf8Order.BYTES));
        Sharing buyers = new Sharing(Side.BUY);
        Sharing sellers = new Sharing(Side.SELL);
        List<Fill> fills = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            Sharing side = entry.order().side() == Side.BUY ? buyers : sellers;
            fills.add(new Fill(entry.order(), new Energy(side.next(entry))));
        }
        List<Trade> trades = Pairing.pair(book.tradeIdPrefix(), price, fills);
        return new ClearedPeriod(sums.volumeWh(), Optional.of(price), fills, trades);
    }

    /** Volume x |price - middle of the interval that the steps leave, the storages' amounts being given| [nano]. */
    long priceNano() {
        return MiddlePrice.distanceNano(book, tariff, price, storages);
    }

    private static OrderStep step(long quantityWh, UnitPrice limit) {
        return new OrderStep(new Energy(quantityWh), limit);
    }

    /** What each order of a side is filled, asked in ascending order id. */
    private final class Sharing {
        private final long offeredWh;
        private final long sharedWh;
        private long excessWh;
        private long leftOverWh;

        Sharing(Side side) {
            excessWh = sums.excessWh(side);
            offeredWh = sums.of(side).atPriceWh();
            sharedWh = Math.max(0, sums.volumeWh() - sums.of(side).firmWh());
            leftOverWh = sharedWh;
            for (Entry entry : entries) {
                leftOverWh -= entry.order().side() == side ? share(entry) : 0;
            }
        }

        long next(Entry entry) {
            long filledWh = share(entry);
            if (leftOverWh > 0 && filledWh < entry.atPriceWh()) {
                filledWh++;
                leftOverWh--;
            }
            filledWh += entry.firmWh();
            if (excessWh > 0 && entry.storage() && entry.firmWh() > 0) {
                filledWh--;
                excessWh--;
            }
            return filledWh;
        }

        private long share(Entry entry) {
            return entry.atPriceWh() == 0 ? 0 : Proportion.floor(sharedWh, entry.atPriceWh(), offeredWh);
        }
    }
}

package org.gridbourse.solver;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.gridbourse.market.clearing.OrderBook;
import org.gridbourse.market.order.NetPosition;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.order.StorageOrder;
import org.gridbourse.market.order.Store;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.storage.SessionBook;
import org.gridbourse.market.tariff.Tariff;

/** A day of a village: houses, plants on half of the roofs, storages; tariffs as in the measured worlds. */
final class Villages {
    private final SplittableRandom random;
    private final int periods;
    private final String tariff;
    private final long feeMicro;
    private long marginPermille;
    private long feedInMicro = 80_000;

    Villages(long seed, int periods, String tariff, long feeMicro) {
        random = new SplittableRandom(seed);
        this.periods = periods;
        this.tariff = tariff;
        this.feeMicro = feeMicro;
    }

    /** A period with a bid, an offer, and a storage that can do nothing. */
    static SessionBook oneBidOneOffer() {
        Tariff tariff = new Tariff(new UnitPrice(300_000), new UnitPrice(80_000), UnitPrice.ZERO);
        List<Order> steps = List.of(
                new Order("bid", "home-1", Side.BUY, List.of(OrderStep.of(1_000, 300_000))),
                new Order("offer", "home-2", Side.SELL, List.of(OrderStep.of(1_000, 80_000))));
        Store store = new Store(
                new Store.Levels(5_000, 5_000_000, 5_000_000),
                new Store.Power(List.of(1_000L), List.of(1_000L), 950, 1053),
                0,
                9_000);
        return new SessionBook(
                List.of(tariff),
                List.of(OrderBook.of("s-000", tariff, steps)),
                List.of(new StorageOrder("st", "home-3", NetPosition.withoutMargin(List.of(0L)), store)));
    }

    /** With margins on all orders. */
    Villages withMargin(long permille) {
        marginPermille = permille;
        return this;
    }

    Villages withFeedIn(long micro) {
        feedInMicro = micro;
        return this;
    }

    SessionBook day(int houses, int storages) {
        List<Tariff> tariffs = new ArrayList<>();
        List<List<Order>> steps = new ArrayList<>();
        for (int t = 0; t < periods; t++) {
            tariffs.add(new Tariff(
                    new UnitPrice(retail(t * 24.0 / periods)), new UnitPrice(feedInMicro), new UnitPrice(feeMicro)));
            steps.add(new ArrayList<>());
        }
        List<StorageOrder> orders = new ArrayList<>();
        for (int i = 0; i < storages; i++) {
            String id = "st-%04d".formatted(i);
            orders.add(new StorageOrder(
                    id, "owner" + id, new NetPosition(net(), marginPermille, marginPermille), store()));
        }
        for (int i = 0; i < houses; i++) {
            house("o-%04d".formatted(i), tariffs, steps);
        }
        List<OrderBook> books = new ArrayList<>();
        for (int t = 0; t < periods; t++) {
            books.add(OrderBook.of("s-%03d".formatted(t), tariffs.get(t), steps.get(t)));
        }
        return new SessionBook(tariffs, books, orders);
    }

    private void house(String id, List<Tariff> tariffs, List<List<Order>> steps) {
        List<Long> net = net();
        NetPosition margins = new NetPosition(net, marginPermille, marginPermille);
        for (int t = 0; t < periods; t++) {
            long wh = net.get(t);
            if (wh != 0) {
                long limit = wh > 0 ? margins.bidMicro(tariffs.get(t)) : margins.askMicro(tariffs.get(t));
                Side side = wh > 0 ? Side.BUY : Side.SELL;
                steps.get(t).add(new Order(id, "owner" + id, side, List.of(OrderStep.of(Math.abs(wh), limit))));
            }
        }
    }

    private long retail(double hour) {
        return switch (tariff) {
            case "flat" -> 320_000;
            case "two" -> hour >= 6 && hour < 22 ? 360_000 : 220_000;
            default -> hour < 6 ? 200_000 : hour >= 17 && hour < 21 ? 450_000 : 300_000;
        };
    }

    private List<Long> net() {
        double size = 0.2 + 0.5 * random.nextDouble();
        double plant = random.nextBoolean() ? 4 + 6 * random.nextDouble() : 0;
        double sun = 0.3 + 0.6 * random.nextDouble();
        List<Long> net = new ArrayList<>();
        for (int t = 0; t < periods; t++) {
            double hour = t * 24.0 / periods;
            double load = size
                    * (0.5 + 1.2 * Math.exp(-sq(hour - 19) / 6) + 0.6 * Math.exp(-sq(hour - 7.5) / 3))
                    * (0.5 + random.nextDouble());
            double pv =
                    plant * sun * Math.max(0, Math.sin((hour - 6) / 12 * Math.PI)) * (0.7 + 0.3 * random.nextDouble());
            net.add(Math.round((load - (hour > 6 && hour < 18 ? pv : 0)) * 24_000 / periods));
        }
        return net;
    }

    private static double sq(double x) {
        return x * x;
    }

    private Store store() {
        long capacity = random.nextInt(6_000, 10_001);
        long power = capacity / 2 * 24 / periods;
        List<Long> most = new ArrayList<>();
        for (int t = 0; t < periods; t++) {
            most.add(power);
        }
        return new Store(
                new Store.Levels(capacity, capacity * 500, capacity * 500),
                new Store.Power(most, most, 950, 1053),
                0,
                3 * capacity);
    }
}

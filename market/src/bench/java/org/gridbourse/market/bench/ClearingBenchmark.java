package org.gridbourse.market.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.gridbourse.market.Utf8Order;
import org.gridbourse.market.clearing.Clearing;
import org.gridbourse.market.clearing.ClearingResult;
import org.gridbourse.market.clearing.OrderBook;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.tariff.LimitRange;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Clearing of books of growing size, next to the sorting of the same keys: the (limit price, order id) of every step.
 * Books come in random order of arrival; half of the orders bid, each has ten steps.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xms3g", "-Xmx3g", "-XX:+UseSerialGC"})
public class ClearingBenchmark {
    private static final int STEPS_PER_ORDER = 10;

    @Param({"1000", "10000", "100000", "1000000"})
    private int steps;

    private List<Order> orders;
    private OrderBook book;
    private Key[] keys;
    private long[] prices;

    private record Key(long limitMicroPerKwh, String orderId) {}

    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(42);
        orders = new ArrayList<>();
        keys = new Key[steps];
        prices = new long[steps];
        int next = 0;
        for (int i = 0; i < steps / STEPS_PER_ORDER; i++) {
            String id = "order-" + Long.toHexString(random.nextLong());
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            List<OrderStep> drawn = steps(side, random);
            orders.add(new Order(id, "participant-" + id, side, drawn));
            for (OrderStep step : drawn) {
                prices[next] = step.limit().microPerKwh();
                keys[next++] = new Key(step.limit().microPerKwh(), id);
            }
        }
        book = new OrderBook("session-000", LimitRange.WITHOUT_TARIFF, orders);
    }

    private static List<OrderStep> steps(Side side, SplittableRandom random) {
        TreeSet<Long> limits = new TreeSet<>();
        while (limits.size() < STEPS_PER_ORDER) {
            limits.add(random.nextLong(650_000, 830_000));
        }
        List<OrderStep> steps = new ArrayList<>();
        for (long limit : side == Side.BUY ? limits.descendingSet() : limits) {
            steps.add(OrderStep.of(1 + random.nextInt(100_000), limit));
        }
        return steps;
    }

    /** Price, fills, trades, and the check before writing. */
    @Benchmark
    public ClearingResult clear() {
        return Clearing.clear(book);
    }

    /** The same from orders in any order: with all the refusals and the sorting by order id. */
    @Benchmark
    public ClearingResult validateAndClear() {
        return Clearing.clear(new OrderBook("session-000", LimitRange.WITHOUT_TARIFF, orders));
    }

    /** What clearing is measured by. */
    @Benchmark
    public Key[] sortKeys() {
        Key[] sorted = keys.clone();
        Arrays.sort(
                sorted, Comparator.comparingLong(Key::limitMicroPerKwh).thenComparing(Key::orderId, Utf8Order.BYTES));
        return sorted;
    }

    /** The hardest yardstick: the prices alone, as bare numbers. */
    @Benchmark
    public long[] sortPrices() {
        long[] sorted = prices.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}

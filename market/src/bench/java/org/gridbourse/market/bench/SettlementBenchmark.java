package org.gridbourse.market.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.gridbourse.market.clearing.Clearing;
import org.gridbourse.market.clearing.OrderBook;
import org.gridbourse.market.credit.CreditScore;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.money.Balances;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.rules.RuleSet;
import org.gridbourse.market.settlement.ParticipantPeriod;
import org.gridbourse.market.settlement.PeriodSettlement;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;
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

/** Settlement of one period: statements, journals and credit of every participant, all of whom trade and deviate. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xms1g", "-Xmx1g", "-XX:+UseSerialGC"})
public class SettlementBenchmark {
    private final Tariff tariff = new Tariff(new UnitPrice(830_000), new UnitPrice(650_000), new UnitPrice(10_000));

    @Param({"1000", "10000"})
    private int participants;

    private List<Trade> trades;
    private List<ParticipantPeriod> parties;

    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(42);
        List<Order> orders = new ArrayList<>();
        parties = new ArrayList<>();
        for (int i = 0; i < participants; i++) {
            boolean buys = i % 2 == 0;
            long quantityWh = 1 + random.nextInt(10_000);
            orders.add(new Order(
                    "o" + i,
                    "p" + i,
                    buys ? Side.BUY : Side.SELL,
                    List.of(OrderStep.of(quantityWh, buys ? 800_000 : 660_000))));
            Energy metered = new Energy(random.nextLong(2 * quantityWh));
            parties.add(new ParticipantPeriod(
                    "p" + i,
                    new Balances(new Money(1_000_000_000L), Money.ZERO),
                    new Money(1_000_000_000L),
                    CreditScore.ofPoints(RuleSet.version1(), 600),
                    new Energy(20_000),
                    Optional.of(
                            buys ? new MeteredEnergy(metered, Energy.ZERO) : new MeteredEnergy(Energy.ZERO, metered))));
        }
        trades = Clearing.clear(OrderBook.of("s", tariff, orders)).trades();
    }

    @Benchmark
    public PeriodSettlement settle() {
        return PeriodSettlement.settle(tariff, trades, parties, 1_440);
    }
}

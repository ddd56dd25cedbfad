package org.gridbourse.market.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.gridbourse.market.credit.CreditChange;
import org.gridbourse.market.credit.CreditScore;
import org.gridbourse.market.credit.SessionDelivery;
import org.gridbourse.market.credit.SessionDelivery.PeriodDelivery;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.delivery.PeriodEnergy;
import org.gridbourse.market.delivery.Unmeasured;
import org.gridbourse.market.money.Balances;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.rules.RuleSet;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * M2: who sends decides which true readings exist, after the fact. No subset of them is ever better than all: neither in
 * money nor in credit. What is left out at the end comes with the start reading of the next session, as unmeasured energy.
 */
class ChosenReadingsTest {
    private static final int PERIODS = 4;
    private static final int ALL = (1 << PERIODS) - 1;

    /** A day of one participant, and what all others bring into the pools. */
    private record Day(
            List<Tariff> tariffs,
            List<Contract> contracts,
            List<MeteredEnergy> metered,
            List<PoolOffer> others,
            Balances balances,
            Energy limit) {}

    private record Result(Money money, long pointsMilli) {}

    @Test
    void no_subset_of_the_true_readings_of_1_000_random_days_is_better_than_all_of_them() {
        compare(1, 1_000);
    }

    @Test
    @Tag("long")
    void no_subset_of_the_true_readings_of_8_000_more_random_days_is_better_than_all_of_them() {
        compare(10_000, 8_000);
    }

    private static void compare(long firstSeed, int days) {
        for (long seed = firstSeed; seed < firstSeed + days; seed++) {
            Day day = day(new SplittableRandom(seed));
            Result all = settle(day, ALL);
            for (int sent = 0; sent < ALL; sent++) {
                Result some = settle(day, sent);
                assertThat(some.money())
                        .as("seed %d, readings %s of %s", seed, Integer.toBinaryString(sent), day)
                        .isLessThanOrEqualTo(all.money());
                assertThat(some.pointsMilli())
                        .as("seed %d, readings %s of %s", seed, Integer.toBinaryString(sent), day)
                        .isLessThanOrEqualTo(all.pointsMilli());
            }
        }
    }

    @Test
    void fifteen_kWh_in_three_dear_hours_are_not_billed_by_the_cheap_one_in_which_1_Wh_was_bought() {
        // given 5 kWh in each of three hours at 1.20, and 1 Wh bought at 0.30 in an hour at 0.31
        Tariff dear = tariff(1_200_000, 100_000, 0);
        Tariff cheap = tariff(310_000, 100_000, 0);
        Contract none = new Contract("x", List.of());
        Contract oneWh = new Contract("x", List.of(new Trade("t", "x", "s", new Energy(1), new UnitPrice(300_000))));
        Day day = new Day(
                List.of(dear, dear, dear, cheap),
                List.of(none, none, none, oneWh),
                List.of(imported(5_000), imported(5_000), imported(5_000), imported(1)),
                List.of(PoolOffer.NOTHING, PoolOffer.NOTHING, PoolOffer.NOTHING, PoolOffer.NOTHING),
                new Balances(new Money(100_000_000_000L), Money.ZERO),
                new Energy(10_000));

        // then all readings cost 18.00 and the last alone 18.00 and more: the first edition took 4.65 for it
        assertThat(settle(day, ALL).money()).isEqualTo(new Money(-18_000_300_000L));
        assertThat(settle(day, 0b1000).money()).isEqualTo(new Money(-15_001L * 1_200_000 - 300_000 + 100_000));
        // and leaves out four periods of four, 50 points, where the contract would have earned
        assertThat(settle(day, ALL).pointsMilli()).isPositive();
        assertThat(settle(day, 0b1000).pointsMilli()).isLessThan(-50_000);
    }

    @Test
    void exports_at_a_negative_feed_in_are_not_counted_in_the_evening_in_which_1_Wh_was_sold() {
        Tariff noon = tariff(300_000, -500_000, 0);
        Tariff evening = tariff(830_000, 300_000, 0);
        Contract none = new Contract("x", List.of());
        Contract oneWh = new Contract("x", List.of(new Trade("t", "b", "x", new Energy(1), new UnitPrice(300_000))));
        Day day = new Day(
                List.of(noon, noon, noon, evening),
                List.of(none, none, none, oneWh),
                List.of(exported(10_000), exported(10_000), exported(10_000), exported(1)),
                List.of(PoolOffer.NOTHING, PoolOffer.NOTHING, PoolOffer.NOTHING, PoolOffer.NOTHING),
                new Balances(Money.ZERO, Money.ZERO),
                new Energy(10_000));

        // then - 15.00 either way; the first edition paid 9.00 for the last reading alone
        assertThat(settle(day, ALL).money()).isEqualTo(new Money(-15_000_000_000L + 300_000));
        assertThat(settle(day, 0b1000).money()).isEqualTo(new Money(-30_001L * 500_000 + 300_000 - 830_000));
    }

    @Test
    void readings_left_out_early_leave_no_more_of_the_wallet_for_later_pools() {
        // given a wallet for 10 kWh at 0.83, 10 kWh missing at first, when nobody has any over, and 10 kWh at last
        Tariff tariff = tariff(830_000, 300_000, 10_000);
        Contract none = new Contract("x", List.of());
        PoolOffer plenty = new PoolOffer(Energy.ZERO, Energy.ZERO, new Energy(50_000));
        Day day = new Day(
                List.of(tariff, tariff, tariff, tariff),
                List.of(none, none, none, none),
                List.of(imported(10_000), imported(0), imported(10_000), imported(0)),
                List.of(PoolOffer.NOTHING, PoolOffer.NOTHING, plenty, plenty),
                new Balances(new Money(8_300_000_000L), Money.ZERO),
                new Energy(10_000));

        assertThat(settle(day, ALL).money()).isEqualTo(new Money(-16_600_000_000L));
        assertThat(settle(day, 0b1110).money()).isEqualTo(new Money(-16_600_000_000L));
    }

    /** Settles and closes a day of which the readings in {@code sent} were sent, the rest with the next session's start. */
    private static Result settle(Day day, int sent) {
        Money money = Money.ZERO;
        PoolBudget budget = PoolBudget.of(day.balances());
        List<PeriodDelivery> deliveries = new ArrayList<>();
        int unmeasured = 0;
        int next = 0;
        for (int period = 0; period < PERIODS; period++) {
            boolean read = (sent >> period & 1) == 1;
            boolean measured = read && next == period;
            PeriodEnergy energy = measured ? PeriodEnergy.of(day.metered().get(period)) : PeriodEnergy.NONE;
            Tariff tariff = day.tariffs().get(period);
            Contract contract = day.contracts().get(period);
            PoolOffer offer = PoolOffer.NOTHING;
            if (measured) {
                offer = budget.offer(Deviation.of(contract, energy.metered()), tariff);
                budget = budget.after(offer, tariff);
            } else if (read) {
                energy = energy.with(gap(day, next, period));
                budget = budget.after(energy.unmeasured());
            }
            next = read ? period + 1 : next;
            Statement statement = settled(day, period, energy, offer);
            money = money.plus(statement.net());
            unmeasured += measured ? 0 : 1;
            if (!statement.contracted().isZero()) {
                deliveries.add(new PeriodDelivery(statement.contracted(), statement.missed()));
            }
        }
        if (next < PERIODS) {
            Unmeasured later = gap(day, next, PERIODS - 1);
            money = money.minus(later.cost()).plus(later.revenue());
        }
        return new Result(money, points(new SessionDelivery(day.limit(), 1_440, PERIODS, deliveries, unmeasured)));
    }

    private static long points(SessionDelivery session) {
        return CreditScore.ofPoints(RuleSet.version1(), 500)
                .afterDelivery(session)
                .map(CreditChange::pointsMilli)
                .orElse(0L);
    }

    private static Unmeasured gap(Day day, int first, int last) {
        return Unmeasured.over(
                day.tariffs().subList(first, last + 1),
                MeteredEnergy.sum(day.metered().subList(first, last + 1)));
    }

    /** Everybody else is one participant that comes first by its id. */
    private static Statement settled(Day day, int period, PeriodEnergy energy, PoolOffer offer) {
        Contract contract = day.contracts().get(period);
        Tariff tariff = day.tariffs().get(period);
        PoolOffer others = day.others().get(period);
        PoolTotals totals =
                PoolTotals.NOTHING.plus(others, new Contract("a", List.of())).plus(offer, contract);
        PeriodPool pool = PeriodPool.of(totals).withoutWhole(others).withoutWhole(offer);
        Deviation deviation = Deviation.of(contract, energy.metered());
        return new Statement(contract, energy, tariff, pool.after(others).share(offer, deviation, tariff));
    }

    private static Day day(RandomGenerator random) {
        List<Tariff> tariffs = new ArrayList<>();
        List<Contract> contracts = new ArrayList<>();
        List<MeteredEnergy> metered = new ArrayList<>();
        List<PoolOffer> others = new ArrayList<>();
        for (int period = 0; period < PERIODS; period++) {
            long feedIn = random.nextInt(-60, 60);
            long gridFee = random.nextInt(3) == 0 ? random.nextInt(30) : 0;
            Tariff tariff = tariff(feedIn + random.nextInt(120), feedIn, gridFee);
            tariffs.add(tariff);
            contracts.add(contract(tariff, random));
            metered.add(new MeteredEnergy(energy(random), energy(random)));
            others.add(
                    tariff.takesOrders()
                            ? new PoolOffer(energy(random), energy(random), energy(random))
                            : PoolOffer.NOTHING);
        }
        Money wallet = new Money(random.nextBoolean() ? 0 : random.nextInt(8_000));
        Money arrears = new Money(wallet.isZero() && random.nextInt(4) == 0 ? -1 : 0);
        return new Day(
                tariffs, contracts, metered, others, new Balances(wallet, arrears), new Energy(random.nextInt(200)));
    }

    private static Energy energy(RandomGenerator random) {
        return new Energy(random.nextInt(3) == 0 ? random.nextInt(60) : random.nextInt(2) * random.nextInt(20));
    }

    private static Contract contract(Tariff tariff, RandomGenerator random) {
        if (!tariff.takesOrders() || random.nextInt(3) == 0) {
            return new Contract("x", List.of());
        }
        UnitPrice price = new UnitPrice(
                random.nextLong(tariff.floor().microPerKwh(), tariff.cap().microPerKwh() + 1));
        Energy quantity = new Energy(1 + random.nextInt(50));
        return new Contract(
                "x",
                List.of(
                        random.nextBoolean()
                                ? new Trade("t", "x", "a", quantity, price)
                                : new Trade("t", "a", "x", quantity, price)));
    }

    private static MeteredEnergy imported(long wh) {
        return new MeteredEnergy(new Energy(wh), Energy.ZERO);
    }

    private static MeteredEnergy exported(long wh) {
        return new MeteredEnergy(Energy.ZERO, new Energy(wh));
    }

    private static Tariff tariff(long retail, long feedIn, long gridFee) {
        return new Tariff(new UnitPrice(retail), new UnitPrice(feedIn), new UnitPrice(gridFee));
    }
}

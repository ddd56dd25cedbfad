package org.gridbourse.node.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.prepayment.BidBond;
import org.gridbourse.market.prepayment.Prepayment;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.ExchangeLimits;
import org.gridbourse.market.rules.ClassTerms;
import org.gridbourse.market.rules.RuleSet;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;
import org.gridbourse.node.trading.DayPlanner;
import org.gridbourse.optimizer.Day;
import org.gridbourse.optimizer.DayStep;
import org.gridbourse.optimizer.Plant;
import org.gridbourse.optimizer.Site;
import org.junit.jupiter.api.Test;

class OrderBudgetTest {
    private static final Site SITE = new Site(
            "home", 20, Optional.of(new Plant(OptionalDouble.empty(), 0, 0)), Optional.empty(), Optional.empty(), 0);
    private static final Tariff DAY = tariff(830_000, 650_000, 10_000);
    private static final Tariff NO_ORDERS = tariff(650_000, 650_000, 150_000);
    private static final ExchangeLimits LIMITS = new ExchangeLimits(new Energy(10_000), new Energy(10_000));
    private static final Money PLENTY = new Money(1_000_000_000_000_000L);

    @Test
    void a_rich_participant_of_class_B_orders_all_it_will_lack_up_to_its_tie_line() {
        OrderSchedule orders = ordered(700, PLENTY, buys(4_000, 12_000), List.of(DAY, DAY));
        assertThat(quantities(orders)).containsExactly(4_000L, 10_000L);
        // 14 kWh at a spread of 0.17
        assertThat(OrderBudget.declared(orders, List.of(DAY, DAY))).isEqualTo(new Money(2_380_000_000L));
    }

    @Test
    void class_C_orders_up_to_60_percent_of_the_tie_line_and_class_D_up_to_30() {
        assertThat(quantities(ordered(400, PLENTY, buys(12_000), List.of(DAY)))).containsExactly(6_000L);
        assertThat(quantities(ordered(200, PLENTY, buys(12_000), List.of(DAY)))).containsExactly(3_000L);
    }

    @Test
    void who_is_suspended_orders_nothing() {
        assertThat(ordered(199, PLENTY, buys(4_000), List.of(DAY)).orders()).isEmpty();
    }

    @Test
    void an_empty_wallet_orders_nothing() {
        assertThat(ordered(700, Money.ZERO, buys(4_000), List.of(DAY)).orders()).isEmpty();
    }

    @Test
    void a_period_with_a_negative_spread_takes_no_orders() {
        OrderSchedule orders = ordered(700, PLENTY, buys(4_000, 4_000), List.of(NO_ORDERS, DAY));
        assertThat(orders.orders()).extracting(PeriodOrder::period).containsExactly(1);
    }

    @Test
    void a_wallet_of_1_36_bonds_8_000_Wh_of_offers_with_a_spread_of_0_17() {
        // given the bid bond: 100 % of what the orders put at stake; 8 kWh x 0.17 = 1.36
        Money wallet = new Money(1_360_000_000L);
        // when 8 and 3 kWh are left over
        OrderSchedule orders = ordered(700, wallet, offers(8_000, 3_000), List.of(DAY, DAY));
        // then both are cut in proportion
        assertThat(quantities(orders).stream().mapToLong(Long::longValue).sum()).isLessThanOrEqualTo(8_000);
        assertThat(quantities(orders)).hasSize(2);
    }

    @Test
    void whatever_the_wallet_it_covers_the_bid_bond_and_the_dearest_prepayment() {
        RandomGenerator random = new SplittableRandom(7);
        for (int round = 0; round < 500; round++) {
            int score = random.nextInt(200, 1_001);
            Money wallet = new Money(random.nextLong(0, 20_000_000_000L));
            List<Tariff> tariffs = Collections.nCopies(24, DAY);
            double[] netKw = new double[24];
            for (int period = 0; period < 24; period++) {
                netKw[period] = random.nextBoolean() ? random.nextInt(-15_000, 15_001) / 1000.0 : 0;
            }
            OrderSchedule orders = ordered(score, wallet, netKw, tariffs);
            ClassTerms terms = RuleSet.version1().termsAt(score);
            assertThat(BidBond.atCommit(terms.rate(), OrderBudget.declared(orders, tariffs)))
                    .as("bid bond, round %d", round)
                    .isLessThanOrEqualTo(wallet);
            assertThat(allFilledAtWorst(orders, terms))
                    .as("prepayment, round %d", round)
                    .isLessThanOrEqualTo(wallet);
        }
    }

    /** Everything is filled at the last limit: a bid's least price, an offer's highest. */
    private static Money allFilledAtWorst(OrderSchedule orders, ClassTerms terms) {
        Money sum = Money.ZERO;
        for (PeriodOrder order : orders.orders()) {
            UnitPrice last = order.steps().get(order.steps().size() - 1).limit();
            Trade trade = new Trade("t", "b", "s", order.quantity(), last);
            sum = sum.plus(
                    order.side() == Side.BUY
                            ? Prepayment.escrow(trade, DAY)
                            : Prepayment.performanceBond(terms.rate(), trade, DAY));
        }
        return sum;
    }

    /** What is ordered of a day with these net powers, consumption positive. */
    private static OrderSchedule ordered(int score, Money wallet, double[] netKw, List<Tariff> tariffs) {
        Day day = new Day(
                60,
                Arrays.stream(netKw)
                        .mapToObj(kw -> new DayStep(Math.max(0, kw), Math.max(0, -kw), 0, 0, 0, OptionalDouble.empty()))
                        .toList());
        Instant start = Instant.parse("2026-01-15T00:00:00Z");
        OpenSession session = new OpenSession("s-1", new Span(start, 60, netKw.length), tariffs);
        OrderBudget budget = new OrderBudget(RuleSet.version1().termsAt(score), LIMITS, wallet);
        return SureOrders.orders(new SureOrders(StandingRule.followTariff(), LimitMargins.USUAL, ZoneOffset.UTC)
                .decide(
                        session,
                        SiteForecast.certain(day),
                        new DayPlanner(SITE, 1).plan(day, tariffs, Map.of()),
                        Optional.of(budget)));
    }

    private static double[] buys(double... wh) {
        return Arrays.stream(wh).map(each -> each / 1000).toArray();
    }

    private static double[] offers(double... wh) {
        return Arrays.stream(wh).map(each -> -each / 1000).toArray();
    }

    private static List<Long> quantities(OrderSchedule orders) {
        return orders.orders().stream().map(order -> order.quantity().wh()).toList();
    }

    private static Tariff tariff(long retail, long feedIn, long gridFee) {
        return new Tariff(new UnitPrice(retail), new UnitPrice(feedIn), new UnitPrice(gridFee));
    }
}

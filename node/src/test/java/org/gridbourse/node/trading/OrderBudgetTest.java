package org.gridbourse.node.trading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
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
import org.junit.jupiter.api.Test;

class OrderBudgetTest {
    private static final OrderPolicy POLICY = new OrderPolicy(LimitMargins.USUAL);
    private static final Tariff DAY = tariff(830_000, 650_000, 10_000);
    private static final Tariff NO_ORDERS = tariff(650_000, 650_000, 150_000);
    private static final ExchangeLimits LIMITS = new ExchangeLimits(new Energy(10_000), new Energy(10_000));
    private static final Money PLENTY = new Money(1_000_000_000_000_000L);

    @Test
    void a_rich_participant_of_class_B_orders_all_it_will_lack_up_to_its_tie_line() {
        OrderSchedule orders = budget(700, PLENTY).orders(buys(4_000, 12_000), POLICY, List.of(DAY, DAY));
        assertThat(quantities(orders)).containsExactly(4_000L, 10_000L);
        // 14 kWh at a spread of 0.17
        assertThat(OrderBudget.declared(orders, List.of(DAY, DAY))).isEqualTo(new Money(2_380_000_000L));
    }

    @Test
    void class_C_orders_up_to_60_percent_of_the_tie_line_and_class_D_up_to_30() {
        assertThat(quantities(budget(400, PLENTY).orders(buys(12_000), POLICY, List.of(DAY))))
                .containsExactly(6_000L);
        assertThat(quantities(budget(200, PLENTY).orders(buys(12_000), POLICY, List.of(DAY))))
                .containsExactly(3_000L);
    }

    @Test
    void who_is_suspended_orders_nothing() {
        assertThat(budget(199, PLENTY).orders(buys(4_000), POLICY, List.of(DAY)).orders())
                .isEmpty();
    }

    @Test
    void an_empty_wallet_orders_nothing() {
        assertThat(budget(700, Money.ZERO)
                        .orders(buys(4_000), POLICY, List.of(DAY))
                        .orders())
                .isEmpty();
    }

    @Test
    void a_period_with_a_negative_spread_takes_no_orders() {
        OrderSchedule orders = budget(700, PLENTY).orders(buys(4_000, 4_000), POLICY, List.of(NO_ORDERS, DAY));
        assertThat(orders.orders()).extracting(PeriodOrder::period).containsExactly(1);
    }

    @Test
    void a_wallet_of_1_36_bonds_8_000_Wh_of_offers_with_a_spread_of_0_17() {
        // given the bid bond: 100 % of what the orders put at stake; 8 kWh x 0.17 = 1.36
        Money wallet = new Money(1_360_000_000L);
        // when 8 and 3 kWh are left over
        OrderSchedule orders = budget(700, wallet).orders(offers(8_000, 3_000), POLICY, List.of(DAY, DAY));
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
            List<NetPosition> positions = IntStream.range(0, 24)
                    .filter(period -> random.nextBoolean())
                    .mapToObj(period -> new NetPosition(
                            period,
                            random.nextBoolean() ? Side.BUY : Side.SELL,
                            new Energy(random.nextLong(1, 15_000))))
                    .toList();
            OrderSchedule orders = budget(score, wallet).orders(positions, POLICY, tariffs);
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

    private static OrderBudget budget(int score, Money wallet) {
        return new OrderBudget(RuleSet.version1().termsAt(score), LIMITS, wallet);
    }

    private static List<NetPosition> buys(long... wh) {
        return positions(Side.BUY, wh);
    }

    private static List<NetPosition> offers(long... wh) {
        return positions(Side.SELL, wh);
    }

    private static List<NetPosition> positions(Side side, long... wh) {
        return IntStream.range(0, wh.length)
                .mapToObj(period -> new NetPosition(period, side, new Energy(wh[period])))
                .toList();
    }

    private static List<Long> quantities(OrderSchedule orders) {
        return orders.orders().stream().map(order -> order.quantity().wh()).toList();
    }

    private static Tariff tariff(long retail, long feedIn, long gridFee) {
        return new Tariff(new UnitPrice(retail), new UnitPrice(feedIn), new UnitPrice(gridFee));
    }
}

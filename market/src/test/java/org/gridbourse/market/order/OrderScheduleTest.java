package org.gridbourse.market.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridbourse.market.Refusals.assertRefused;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OrderScheduleTest {
    /** Limits 650..820, then none, then 0..830. */
    private static final List<Tariff> TARIFFS = List.of(tariff(830, 650, 10), tariff(650, 650, 50), tariff(830, -5, 0));

    @Test
    void a_schedule_within_the_limits_of_its_periods_is_accepted() {
        OrderSchedule schedule =
                OrderSchedule.of(List.of(order(0, Side.BUY, 30, 820, 20, 650), order(2, Side.SELL, 10, 0, 40, 830)));

        schedule.requireWithin(TARIFFS);

        assertThat(schedule.orders()).extracting(PeriodOrder::quantity).containsOnly(new Energy(50));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("breaches")
    void every_breach_has_its_refusal(Refusal refusal, String words, PeriodOrder[] orders) {
        assertRefused(refusal, words, () -> OrderSchedule.of(List.of(orders)).requireWithin(TARIFFS));
    }

    static Stream<Arguments> breaches() {
        return Stream.of(
                breach(
                        Refusal.MORE_THAN_ONE_ORDER,
                        "0 is followed by 0",
                        order(0, Side.BUY, 1, 700),
                        order(0, Side.SELL, 1, 700)),
                breach(
                        Refusal.MORE_THAN_ONE_ORDER,
                        "2 is followed by 0",
                        order(2, Side.BUY, 1, 700),
                        order(0, Side.BUY, 1, 700)),
                breach(
                        Refusal.NO_ORDERS_IN_PERIOD,
                        "period 3 is outside the session's 0..2",
                        order(3, Side.BUY, 1, 700)),
                breach(Refusal.NO_ORDERS_IN_PERIOD, "period -1 is outside", order(-1, Side.BUY, 1, 700)),
                breach(Refusal.NO_ORDERS_IN_PERIOD, "its spread is -50", order(1, Side.BUY, 1, 625)),
                breach(Refusal.PRICE_OUT_OF_RANGE, "limit price 821 is outside 650..820", order(0, Side.BUY, 1, 821)),
                breach(Refusal.PRICE_OUT_OF_RANGE, "limit price 649", order(0, Side.BUY, 1, 700, 1, 649)));
    }

    @Test
    void the_better_of_two_prices_is_the_one_that_the_other_side_would_take() {
        assertThat(Side.BUY.isBetter(new UnitPrice(2), new UnitPrice(1))).isTrue();
        assertThat(Side.SELL.isBetter(new UnitPrice(1), new UnitPrice(2))).isTrue();
        assertThat(Side.BUY.isBetter(new UnitPrice(1), new UnitPrice(1))).isFalse();
        assertThat(Side.SELL.isBetter(new UnitPrice(1), new UnitPrice(1))).isFalse();
        assertThat(Side.BUY.other()).isEqualTo(Side.SELL);
        assertThat(Side.SELL.other()).isEqualTo(Side.BUY);
    }

    @Test
    void at_a_price_an_order_may_be_filled_at_or_better_and_must_be_filled_better() {
        Order order = new Order("o", "p", Side.SELL, List.of(OrderStep.of(3, 5), OrderStep.of(4, 6)));

        assertThat(order.quantity().wh()).isEqualTo(7);
        assertThat(order.quantityBetter(new UnitPrice(6)).wh()).isEqualTo(3);
        assertThat(order.quantityAt(new UnitPrice(6)).wh()).isEqualTo(4);
        assertThat(order.quantityAtOrBetter(new UnitPrice(6)).wh()).isEqualTo(7);
        assertThat(order.quantityAt(new UnitPrice(7)).wh()).isZero();
    }

    private static Arguments breach(Refusal refusal, String words, PeriodOrder... orders) {
        return Arguments.of(refusal, words, orders);
    }

    private static PeriodOrder order(int period, Side side, long... quantitiesAndPrices) {
        List<OrderStep> steps = new ArrayList<>();
        for (int i = 0; i < quantitiesAndPrices.length; i += 2) {
            steps.add(OrderStep.of(quantitiesAndPrices[i], quantitiesAndPrices[i + 1]));
        }
        return new PeriodOrder(period, side, steps);
    }

    private static Tariff tariff(long retail, long feedIn, long gridFee) {
        return new Tariff(new UnitPrice(retail), new UnitPrice(feedIn), new UnitPrice(gridFee));
    }
}

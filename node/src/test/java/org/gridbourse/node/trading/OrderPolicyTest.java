package org.gridbourse.node.trading;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;
import org.junit.jupiter.api.Test;

class OrderPolicyTest {
    /** Retail 0.83, feed-in 0.65, fee 0.01: limit prices from 650 000 to 820 000, spread 170 000. */
    private static final Tariff DAY = tariff(830_000, 650_000, 10_000);

    @Test
    void an_offer_of_1_003_Wh_is_five_steps_from_the_floor_up_to_0_4_of_the_spread_the_3_Wh_left_over_in_the_first() {
        // given margins 0.0, 0.1, 0.2, 0.3, 0.4 of 170 000
        OrderPolicy policy = policy("0.0", "0.4");
        // when
        PeriodOrder order = policy.order(position(Side.SELL, 1_003), DAY);
        // then
        assertThat(order.steps())
                .isEqualTo(steps(203, 650_000, 200, 667_000, 200, 684_000, 200, 701_000, 200, 718_000));
    }

    @Test
    void a_bid_of_1_003_Wh_runs_from_the_cap_down() {
        PeriodOrder order = policy("0.0", "0.4").order(position(Side.BUY, 1_003), DAY);
        assertThat(order.steps())
                .isEqualTo(steps(203, 820_000, 200, 803_000, 200, 786_000, 200, 769_000, 200, 752_000));
    }

    @Test
    void a_fraction_of_a_micro_is_rounded_up_in_an_ask_and_down_in_a_bid() {
        // given spread 3: margins 0.5 give 1.5
        Tariff narrow = tariff(13, 10, 0);
        OrderPolicy policy = policy("0.5", "0.5");
        // then 10 + 2 and 13 - 2
        assertThat(policy.order(position(Side.SELL, 5), narrow).steps()).isEqualTo(steps(5, 12));
        assertThat(policy.order(position(Side.BUY, 5), narrow).steps()).isEqualTo(steps(5, 11));
    }

    @Test
    void steps_of_equal_price_are_one_step() {
        // given spread 2: margins 0, 0.25, 0.5, 0.75, 1 give 0, 1, 1, 2, 2
        Tariff narrow = tariff(12, 10, 0);
        PeriodOrder order = policy("0", "1").order(position(Side.SELL, 50), narrow);
        assertThat(order.steps()).isEqualTo(steps(10, 10, 20, 11, 20, 12));
    }

    @Test
    void without_spread_everything_is_offered_at_the_one_price_there_is() {
        PeriodOrder order = policy("0", "0.4").order(position(Side.SELL, 1_003), tariff(10, 10, 0));
        assertThat(order.steps()).isEqualTo(steps(1_003, 10));
    }

    @Test
    void fewer_than_5_Wh_are_one_step_at_the_first_margin() {
        PeriodOrder order = policy("0.1", "0.4").order(position(Side.SELL, 4), DAY);
        assertThat(order.steps()).isEqualTo(steps(4, 667_000));
    }

    @Test
    void margins_that_fall_are_sorted_better_first_and_the_remainder_stays_with_the_first_margin() {
        PeriodOrder order = policy("0.4", "0.0").order(position(Side.SELL, 1_003), DAY);
        assertThat(order.steps())
                .isEqualTo(steps(200, 650_000, 200, 667_000, 200, 684_000, 200, 701_000, 203, 718_000));
    }

    @Test
    void with_a_negative_feed_in_asks_start_at_zero_and_end_at_the_cap() {
        // given feed-in -100: the floor is 0, the cap 200
        PeriodOrder order = policy("0", "1").order(position(Side.SELL, 5), tariff(200, -100, 0));
        assertThat(order.steps()).isEqualTo(steps(1, 0, 1, 50, 1, 100, 1, 150, 1, 200));
    }

    private static OrderPolicy policy(String first, String last) {
        return new OrderPolicy(new LimitMargins(new BigDecimal(first), new BigDecimal(last)));
    }

    private static NetPosition position(Side side, long wh) {
        return new NetPosition(0, side, new Energy(wh));
    }

    private static Tariff tariff(long retail, long feedIn, long gridFee) {
        return new Tariff(new UnitPrice(retail), new UnitPrice(feedIn), new UnitPrice(gridFee));
    }

    private static List<OrderStep> steps(long... quantityThenPrice) {
        return IntStream.range(0, quantityThenPrice.length / 2)
                .mapToObj(i -> OrderStep.of(quantityThenPrice[2 * i], quantityThenPrice[2 * i + 1]))
                .toList();
    }
}

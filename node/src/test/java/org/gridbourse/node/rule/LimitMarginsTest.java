package org.gridbourse.node.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;
import org.junit.jupiter.api.Test;

class LimitMarginsTest {
    /** Bounds that bound nothing. */
    private static final UnitPrice FREE_BUY = new UnitPrice(1_000_000_000);

    private static final UnitPrice FREE_SELL = UnitPrice.ZERO;

    /** Retail 0.83, feed-in 0.65, fee 0.01: limit prices from 650 000 to 820 000, spread 170 000. */
    private static final Tariff DAY = tariff(830_000, 650_000, 10_000);

    @Test
    void an_offer_of_1_003_Wh_is_five_steps_from_the_floor_up_to_0_4_of_the_spread_the_3_Wh_left_over_in_the_first() {
        // given margins 0.0, 0.1, 0.2, 0.3, 0.4 of 170 000
        LimitMargins margins = margins("0.0", "0.4");
        // when
        List<OrderStep> order = margins.steps(Side.SELL, new Energy(1_003), DAY, FREE_SELL);
        // then
        assertThat(order).isEqualTo(steps(203, 650_000, 200, 667_000, 200, 684_000, 200, 701_000, 200, 718_000));
    }

    @Test
    void a_bid_of_1_003_Wh_runs_from_the_cap_down() {
        List<OrderStep> order = margins("0.0", "0.4").steps(Side.BUY, new Energy(1_003), DAY, FREE_BUY);
        assertThat(order).isEqualTo(steps(203, 820_000, 200, 803_000, 200, 786_000, 200, 769_000, 200, 752_000));
    }

    @Test
    void a_fraction_of_a_micro_is_rounded_up_in_an_ask_and_down_in_a_bid() {
        // given spread 3: margins 0.5 give 1.5
        Tariff narrow = tariff(13, 10, 0);
        LimitMargins margins = margins("0.5", "0.5");
        // then 10 + 2 and 13 - 2
        assertThat(margins.steps(Side.SELL, new Energy(5), narrow, FREE_SELL)).isEqualTo(steps(5, 12));
        assertThat(margins.steps(Side.BUY, new Energy(5), narrow, FREE_BUY)).isEqualTo(steps(5, 11));
    }

    @Test
    void steps_of_equal_price_are_one_step() {
        // given spread 2: margins 0, 0.25, 0.5, 0.75, 1 give 0, 1, 1, 2, 2
        Tariff narrow = tariff(12, 10, 0);
        List<OrderStep> order = margins("0", "1").steps(Side.SELL, new Energy(50), narrow, FREE_SELL);
        assertThat(order).isEqualTo(steps(10, 10, 20, 11, 20, 12));
    }

    @Test
    void without_spread_everything_is_offered_at_the_one_price_there_is() {
        List<OrderStep> order = margins("0", "0.4").steps(Side.SELL, new Energy(1_003), tariff(10, 10, 0), FREE_SELL);
        assertThat(order).isEqualTo(steps(1_003, 10));
    }

    @Test
    void fewer_than_5_Wh_are_one_step_at_the_first_margin() {
        List<OrderStep> order = margins("0.1", "0.4").steps(Side.SELL, new Energy(4), DAY, FREE_SELL);
        assertThat(order).isEqualTo(steps(4, 667_000));
    }

    @Test
    void margins_that_fall_are_sorted_better_first_and_the_remainder_stays_with_the_first_margin() {
        List<OrderStep> order = margins("0.4", "0.0").steps(Side.SELL, new Energy(1_003), DAY, FREE_SELL);
        assertThat(order).isEqualTo(steps(200, 650_000, 200, 667_000, 200, 684_000, 200, 701_000, 203, 718_000));
    }

    @Test
    void with_a_negative_feed_in_asks_start_at_zero_and_end_at_the_cap() {
        // given feed-in -100: the floor is 0, the cap 200
        List<OrderStep> order = margins("0", "1").steps(Side.SELL, new Energy(5), tariff(200, -100, 0), FREE_SELL);
        assertThat(order).isEqualTo(steps(1, 0, 1, 50, 1, 100, 1, 150, 1, 200));
    }

    @Test
    void a_rule_bounds_every_step_and_steps_at_the_bound_are_one() {
        // 820, 803, 786, 769, 752 thousand; the owner pays at most 780
        assertThat(margins("0.0", "0.4").steps(Side.BUY, new Energy(1_003), DAY, new UnitPrice(780_000)))
                .isEqualTo(steps(603, 780_000, 200, 769_000, 200, 752_000));
        // 650, 667, 684, 701, 718; he sells at least at 690
        assertThat(margins("0.0", "0.4").steps(Side.SELL, new Energy(1_003), DAY, new UnitPrice(690_000)))
                .isEqualTo(steps(603, 690_000, 200, 701_000, 200, 718_000));
    }

    private static LimitMargins margins(String first, String last) {
        return new LimitMargins(new BigDecimal(first), new BigDecimal(last));
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

package org.gridbourse.market.tariff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.gridbourse.market.Refusals.assertRefused;

import org.gridbourse.market.Refusal;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.junit.jupiter.api.Test;

class TariffTest {

    @Test
    void spread_of_retail_830_feed_in_650_and_grid_fee_10_is_170_and_limits_run_from_650_to_820() {
        Tariff tariff = tariff(830, 650, 10);

        assertThat(tariff.spread()).isEqualTo(new UnitPrice(170));
        assertThat(tariff.takesOrders()).isTrue();
        assertThat(tariff.limits()).isEqualTo(new LimitRange(new UnitPrice(650), new UnitPrice(820)));
        assertThat(tariff.limits()).hasToString("650..820 micro/kWh");
        assertThat(tariff.limits().contains(new UnitPrice(650))).isTrue();
        assertThat(tariff.limits().contains(new UnitPrice(820))).isTrue();
        assertThat(tariff.limits().contains(new UnitPrice(649))).isFalse();
        assertThat(tariff.limits().contains(new UnitPrice(821))).isFalse();
    }

    @Test
    void negative_feed_in_widens_the_spread_but_limit_prices_start_at_zero() {
        Tariff tariff = tariff(830, -20, 10);

        assertThat(tariff.spread()).isEqualTo(new UnitPrice(840));
        assertThat(tariff.floor()).isEqualTo(UnitPrice.ZERO);
    }

    @Test
    void a_spread_of_zero_takes_orders_at_one_price_and_a_negative_one_takes_none() {
        assertThat(tariff(660, 650, 10).takesOrders()).isTrue();
        assertThat(tariff(659, 650, 10).takesOrders()).isFalse();
        // R - G = -5 and F = -20: the spread is 15, yet no price is allowed
        assertThat(tariff(5, -20, 10).takesOrders()).isFalse();
        assertThat(tariff(10, -20, 10).takesOrders()).isTrue();
    }

    @Test
    void retail_and_grid_fee_are_not_negative_and_the_spread_fits() {
        assertRefused(Refusal.TARIFF_OUT_OF_RANGE, "retail (-1", () -> tariff(-1, 0, 0));
        assertRefused(Refusal.TARIFF_OUT_OF_RANGE, "grid fee (-1", () -> tariff(1, 0, -1));
        assertRefused(Refusal.AMOUNT_OUT_OF_RANGE, "", () -> tariff(Long.MAX_VALUE, -1, 0));
        tariff(0, 0, 0);
    }

    @Test
    void with_the_grid_alone_the_net_of_a_period_is_bought_at_retail_or_sold_at_feed_in() {
        Tariff tariff = tariff(830, 650, 10);

        assertThat(tariff.gridOnly(new Energy(5), new Energy(3))).isEqualTo(new Money(-1_660));
        assertThat(tariff.gridOnly(new Energy(3), new Energy(5))).isEqualTo(new Money(1_300));
        assertThat(tariff.gridOnly(new Energy(3), new Energy(3))).isEqualTo(Money.ZERO);
        assertThat(tariff(830, -20, 0).gridOnly(Energy.ZERO, new Energy(5))).isEqualTo(new Money(-100));
    }

    @Test
    void a_range_may_be_empty_but_does_not_begin_below_zero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LimitRange(new UnitPrice(-1), UnitPrice.ZERO))
                .withMessageContaining("lowest (-1");
        assertThat(new LimitRange(new UnitPrice(1), UnitPrice.ZERO).contains(UnitPrice.ZERO))
                .isFalse();
    }

    private static Tariff tariff(long retail, long feedIn, long gridFee) {
        return new Tariff(new UnitPrice(retail), new UnitPrice(feedIn), new UnitPrice(gridFee));
    }
}

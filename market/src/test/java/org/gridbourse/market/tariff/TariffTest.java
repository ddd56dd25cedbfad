package org.gridbourse.market.tariff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.gridbourse.market.Refusals.assertRefused;

import org.gridbourse.market.Refusal;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.MarketLimits;
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
    void retail_and_feed_in_run_from_minus_to_plus_9000_per_kWh_and_feed_in_is_never_above_retail() {
        long most = 9_000_000_000L;
        tariff(most, -most, most);
        tariff(-most, -most, 0);
        assertRefused(Refusal.TARIFF_OUT_OF_RANGE, "retail (9000000001", () -> tariff(most + 1, 0, 0));
        assertRefused(Refusal.TARIFF_OUT_OF_RANGE, "retail (-9000000001", () -> tariff(-most - 1, -most, 0));
        assertRefused(Refusal.TARIFF_OUT_OF_RANGE, "feed-in (-9000000001", () -> tariff(0, -most - 1, 0));
        assertRefused(Refusal.TARIFF_OUT_OF_RANGE, "feed-in (2 micro", () -> tariff(1, 2, 0));
        assertRefused(Refusal.TARIFF_OUT_OF_RANGE, "grid fee (-1", () -> tariff(1, 0, -1));
        assertRefused(Refusal.TARIFF_OUT_OF_RANGE, "grid fee (9000000001", () -> tariff(1, 0, most + 1));
    }

    @Test
    void a_negative_retail_is_a_tariff_without_orders() {
        Tariff tariff = tariff(-20, -100, 0);

        assertThat(tariff.takesOrders()).isFalse();
        // taking a kWh brings 20, giving one costs 100
        assertThat(tariff.gridOnly(new Energy(5), Energy.ZERO)).isEqualTo(new Money(100));
        assertThat(tariff.gridOnly(Energy.ZERO, new Energy(5))).isEqualTo(new Money(-500));
        assertThat(tariff.highest()).isEqualTo(new UnitPrice(100));
    }

    @Test
    void band_and_middle_of_limits_650_to_820_are_170_and_735_and_of_0_to_821_the_middle_is_410() {
        assertThat(tariff(830, 650, 10).band()).isEqualTo(new UnitPrice(170));
        assertThat(tariff(830, 650, 10).middle()).isEqualTo(new UnitPrice(735));
        assertThat(tariff(831, -50, 10).middle()).isEqualTo(new UnitPrice(410));
    }

    @Test
    void the_most_energy_per_period_binds_only_where_prices_are_extreme() {
        UnitPrice usual = tariff(1_444_000_000, 0, 0).highest();
        assertThat(MarketLimits.energyOf(tariff(830_000, 0, 0).highest(), 24)).isEqualTo(new Energy(1_000_000_000));
        // 2^63 / 8 / (96 x 1 444 000 000) = 8 316 896
        assertThat(MarketLimits.energyOf(usual, 96)).isEqualTo(new Energy(8_316_896));
        assertThat(MarketLimits.energyOf(new UnitPrice(9_000_000_000L), 24)).isEqualTo(new Energy(5_337_599));
        // a gap of any length is paid once: 128 MWh
        assertThat(MarketLimits.energyOnceAt(new UnitPrice(9_000_000_000L))).isEqualTo(new Energy(128_102_389));
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

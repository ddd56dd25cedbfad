package org.gridbourse.market.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.gridbourse.market.Refusals.assertRefused;

import java.util.List;
import org.gridbourse.market.Refusal;
import org.junit.jupiter.api.Test;

class QuantityTest {
    private static final long MAX = Long.MAX_VALUE;

    @Test
    void one_Wh_at_one_micro_per_kWh_is_one_nano() {
        assertThat(new UnitPrice(1).times(new Energy(1))).isEqualTo(new Money(1));
        // 1.5 kWh at 0.83 per kWh: 1.245
        assertThat(new UnitPrice(830_000).times(new Energy(1_500))).isEqualTo(new Money(1_245_000_000));
        assertThat(new UnitPrice(-5).times(new Energy(3))).isEqualTo(new Money(-15));
    }

    @Test
    void energy_is_never_negative() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Energy(-1)).withMessageContaining("wh (-1)");
        assertThatIllegalArgumentException().isThrownBy(() -> new Energy(1).minus(new Energy(2)));
    }

    @Test
    void energies_compare_by_size() {
        Energy less = new Energy(3);
        Energy more = new Energy(5);
        assertThat(more.above(less)).isEqualTo(new Energy(2));
        assertThat(less.above(more)).isEqualTo(Energy.ZERO);
        assertThat(less.above(less)).isEqualTo(Energy.ZERO);
        assertThat(less.min(more)).isEqualTo(less);
        assertThat(more.min(less)).isEqualTo(less);
        assertThat(less.max(more)).isEqualTo(more);
        assertThat(more.max(less)).isEqualTo(more);
        assertThat(less).isLessThan(more);
        assertThat(Energy.sum(List.of(less, more))).isEqualTo(new Energy(8));
        assertThat(Energy.ZERO.isZero()).isTrue();
        assertThat(less.isZero()).isFalse();
        assertThat(less).hasToString("3 Wh");
    }

    @Test
    void prices_compare_by_size() {
        UnitPrice less = new UnitPrice(-3);
        UnitPrice more = new UnitPrice(5);
        assertThat(less.max(more)).isEqualTo(more);
        assertThat(more.max(less)).isEqualTo(more);
        assertThat(less).isLessThan(more);
        assertThat(less.isNegative()).isTrue();
        assertThat(UnitPrice.ZERO.isNegative()).isFalse();
        assertThat(less.plus(more)).isEqualTo(new UnitPrice(2));
        assertThat(less.minus(more)).isEqualTo(new UnitPrice(-8));
        assertThat(less).hasToString("-3 micro/kWh");
    }

    @Test
    void money_compares_by_size() {
        Money less = new Money(-3);
        Money more = new Money(5);
        assertThat(less.max(more)).isEqualTo(more);
        assertThat(more.max(less)).isEqualTo(more);
        assertThat(less.min(more)).isEqualTo(less);
        assertThat(more.min(less)).isEqualTo(less);
        assertThat(less).isLessThan(more);
        assertThat(less.isNegative()).isTrue();
        assertThat(Money.ZERO.isNegative()).isFalse();
        assertThat(more.isPositive()).isTrue();
        assertThat(Money.ZERO.isPositive()).isFalse();
        assertThat(Money.ZERO.isZero()).isTrue();
        assertThat(less.isZero()).isFalse();
        assertThat(less.negated()).isEqualTo(new Money(3));
        assertThat(Money.sum(List.of(less, more))).isEqualTo(new Money(2));
        assertThat(less).hasToString("-3 nano");
    }

    @Test
    void nothing_wraps_beyond_the_range_of_64_bits() {
        Refusal refusal = Refusal.AMOUNT_OUT_OF_RANGE;
        assertRefused(refusal, MAX + " Wh + 1 Wh", () -> new Energy(MAX).plus(new Energy(1)));
        assertRefused(refusal, "micro/kWh + 1 is", () -> new UnitPrice(MAX).plus(new UnitPrice(1)));
        assertRefused(refusal, "micro/kWh - 1 is", () -> new UnitPrice(Long.MIN_VALUE).minus(new UnitPrice(1)));
        assertRefused(refusal, "micro/kWh x 2 is", () -> new UnitPrice(MAX).times(new Energy(2)));
        assertRefused(refusal, "nano + 1 nano", () -> new Money(MAX).plus(new Money(1)));
        assertRefused(refusal, "nano - 1 nano", () -> new Money(Long.MIN_VALUE).minus(new Money(1)));
        assertRefused(refusal, "0 nano -", () -> new Money(Long.MIN_VALUE).negated());
    }

    @Test
    void proportions_round_as_asked_and_are_exact_in_between() {
        assertThat(Proportion.floor(10, 1, 3)).isEqualTo(3);
        assertThat(Proportion.ceil(10, 1, 3)).isEqualTo(4);
        assertThat(Proportion.floor(9, 1, 3)).isEqualTo(3);
        assertThat(Proportion.ceil(9, 1, 3)).isEqualTo(3);
        assertThat(Proportion.ceil(0, 5, 3)).isZero();
        assertThat(Proportion.floor(MAX, MAX, MAX)).isEqualTo(MAX);
        assertThat(Proportion.floor(MAX, MAX - 1, MAX)).isEqualTo(MAX - 1);
        assertThat(Proportion.ceil(MAX, MAX - 1, MAX)).isEqualTo(MAX - 1);
        // a product between 2^63 and 2^64 is negative as a long
        assertThat(Proportion.floor(1L << 62, 3, 4)).isEqualTo(3 * (1L << 60));
        assertRefused(Refusal.AMOUNT_OUT_OF_RANGE, "x 3 / 2 is beyond", () -> Proportion.floor(MAX, 3, 2));
        assertRefused(Refusal.AMOUNT_OUT_OF_RANGE, "x 3 / 2 is beyond", () -> Proportion.ceil(MAX, 3, 2));
    }

    @Test
    void proportions_are_of_amounts_that_are_not_negative_by_a_whole_that_is_positive() {
        assertThatIllegalArgumentException().isThrownBy(() -> Proportion.floor(-1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Proportion.floor(1, -1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Proportion.floor(1, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Proportion.ceil(1, 1, 0));
        assertThat(Proportion.floor(0, 0, 1)).isZero();
    }
}

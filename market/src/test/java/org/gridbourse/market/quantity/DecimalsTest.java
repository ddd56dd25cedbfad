package org.gridbourse.market.quantity;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DecimalsTest {

    @Test
    void an_exact_amount_has_as_few_digits_as_it_takes_or_as_many_as_are_asked_for() {
        assertThat(Decimals.exact(new Money(1_500_000_000))).isEqualTo("1.5");
        assertThat(Decimals.exact(new Money(-1_500_000_000), 2)).isEqualTo("-1.50");
        assertThat(Decimals.exact(new Money(-1))).isEqualTo("-0.000000001");
        assertThat(Decimals.exact(Money.ZERO)).isEqualTo("0");
        assertThat(Decimals.exact(Money.ZERO, 2)).isEqualTo("0.00");
        assertThat(Decimals.exact(new UnitPrice(830_000))).isEqualTo("0.83");
        assertThat(Decimals.exact(new UnitPrice(830_000), 6)).isEqualTo("0.830000");
        assertThat(Decimals.exact(new Energy(1_250), 3)).isEqualTo("1.250");
    }

    @Test
    void a_rounded_amount_is_rounded_half_away_from_zero() {
        assertThat(Decimals.rounded(new Money(1_005_000_000), 2)).isEqualTo("1.01");
        assertThat(Decimals.rounded(new Money(-1_005_000_000), 2)).isEqualTo("-1.01");
        assertThat(Decimals.rounded(new Money(-4_999_999), 2)).isEqualTo("0.00");
        assertThat(Decimals.rounded(new UnitPrice(830_449), 3)).isEqualTo("0.830");
        assertThat(Decimals.rounded(new Energy(1_250), 1)).isEqualTo("1.3");
        assertThat(Decimals.rounded(new Energy(1_500), 0)).isEqualTo("2");
    }

    @Test
    void it_agrees_with_big_decimals_over_the_whole_range_of_amounts() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            long nano = i == 0 ? Long.MIN_VALUE : i == 1 ? Long.MAX_VALUE : random.nextLong() >> random.nextInt(64);
            BigDecimal amount = BigDecimal.valueOf(nano, 9);
            int decimals = random.nextInt(1, 9);
            BigDecimal rounded = amount.setScale(decimals, RoundingMode.HALF_UP);
            assertThat(new BigDecimal(Decimals.exact(new Money(nano))))
                    .as("%s nano", nano)
                    .isEqualByComparingTo(amount);
            assertThat(Decimals.rounded(new Money(nano), decimals))
                    .as("%s nano to %s decimals", nano, decimals)
                    .isEqualTo(rounded.toPlainString());
        }
    }
}

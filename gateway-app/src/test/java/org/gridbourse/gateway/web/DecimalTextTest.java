package org.gridbourse.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTextTest {

    @ParameterizedTest
    @CsvSource({"12345678901, 12.345678901", "5000000000000, 5000", "-1, -0.000000001", "0, 0"})
    void nanos_are_written_as_decimals_and_read_back(long nano, String text) {
        assertThat(Decimals.exact(new Money(nano))).isEqualTo(text);
        assertThat(DecimalText.money("amount", text)).isEqualTo(new Money(nano));
    }

    @Test
    void a_price_of_830_000_micro_is_0_83() {
        assertThat(Decimals.exact(new UnitPrice(830_000))).isEqualTo("0.83");
        assertThat(DecimalText.price("retail", "0.83")).isEqualTo(new UnitPrice(830_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "1e3", "1,5", "0.0000000001", "99999999999", " 1", "NaN", "--1"})
    void what_is_no_decimal_or_too_fine_or_too_large_is_refused_with_its_field(String text) {
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> DecimalText.money("amount", text))
                .withMessageStartingWith("amount must be a decimal");
    }
}

package org.gridbourse.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {

    @ParameterizedTest
    @CsvSource({"12345678901, 12.345678901", "5000000000000, 5000", "-1, -0.000000001", "0, 0"})
    void nanos_are_written_as_decimals_and_read_back(long nano, String text) {
        assertThat(Decimals.money(nano)).isEqualTo(text);
        assertThat(Decimals.nano("amount", text)).isEqualTo(nano);
    }

    @Test
    void a_price_of_830_000_micro_is_0_83() {
        assertThat(Decimals.price(830_000)).isEqualTo("0.83");
        assertThat(Decimals.microPerKwh("retail", "0.83")).isEqualTo(830_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "1e3", "1,5", "0.0000000001", "99999999999", " 1", "NaN", "--1"})
    void what_is_no_decimal_or_too_fine_or_too_large_is_refused_with_its_field(String text) {
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> Decimals.nano("amount", text))
                .withMessageStartingWith("amount must be a decimal");
    }
}

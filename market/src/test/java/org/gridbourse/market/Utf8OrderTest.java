package org.gridbourse.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Utf8OrderTest {
    private static final int[] CODE_POINTS = {
        'a', 'b', 'Z', 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x1F50C, 0x10FFFF
    };

    @Test
    void a_prefix_comes_before_what_it_begins() {
        assertThat(Utf8Order.BYTES.compare("o-1", "o-10")).isNegative();
        assertThat(Utf8Order.BYTES.compare("o-10", "o-1")).isPositive();
        assertThat(Utf8Order.BYTES.compare("o-1", "o-1")).isZero();
    }

    @Test
    void the_order_is_that_of_the_utf_8_bytes_for_20_000_random_texts() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 20_000; i++) {
            String left = text(random);
            String right = text(random);
            int expected = Arrays.compareUnsigned(
                    left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
            assertThat(Integer.signum(Utf8Order.BYTES.compare(left, right)))
                    .as("%s and %s", left, right)
                    .isEqualTo(Integer.signum(expected));
        }
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.appendCodePoint(CODE_POINTS[random.nextInt(CODE_POINTS.length)]);
        }
        return text.toString();
    }
}

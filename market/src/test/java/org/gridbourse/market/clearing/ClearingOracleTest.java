package org.gridbourse.market.clearing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.tariff.LimitRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ClearingOracleTest {

    @Test
    void a_hundred_thousand_random_books_clear_as_the_rulebook_read_word_by_word() {
        compare(1, 100_000);
    }

    @Test
    @Tag("long")
    void two_million_more_random_books_clear_as_the_rulebook_read_word_by_word() {
        compare(1_000_000, 2_000_000);
    }

    @Test
    void nothing_depends_on_the_order_of_arrival() {
        for (long seed = 0; seed < 1_000; seed++) {
            List<Order> orders = RandomBooks.next(new SplittableRandom(seed));
            ClearingResult inOrder = clear(orders);
            List<Order> shuffled = new ArrayList<>(orders);
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(clear(shuffled)).as("seed %d", seed).isEqualTo(inOrder);
        }
    }

    @Test
    void a_counterexample_shrinks_to_the_fewest_orders_steps_and_wh_that_still_show_it() {
        List<Order> orders = RandomBooks.next(new SplittableRandom(7));
        assertThat(clear(orders).trades()).hasSizeGreaterThan(2);

        List<Order> shrunk =
                RandomBooks.shrink(orders, book -> !clear(book).trades().isEmpty());

        assertThat(shrunk)
                .hasSize(2)
                .allMatch(order -> order.steps().size() == 1 && order.quantity().wh() == 1);
    }

    private static void compare(long firstSeed, int books) {
        for (long seed = firstSeed; seed < firstSeed + books; seed++) {
            List<Order> orders = RandomBooks.next(new SplittableRandom(seed));
            if (differs(orders)) {
                List<Order> shrunk = RandomBooks.shrink(orders, ClearingOracleTest::differs);
                assertThat(outcome(shrunk))
                        .as("seed %d, shrunk to %s", seed, shrunk)
                        .isEqualTo(NaiveClearing.clear(shrunk));
            }
        }
    }

    private static boolean differs(List<Order> orders) {
        return !outcome(orders).equals(NaiveClearing.clear(orders));
    }

    private static NaiveClearing.Outcome outcome(List<Order> orders) {
        return NaiveClearing.Outcome.of(clear(orders));
    }

    private static ClearingResult clear(List<Order> orders) {
        return Clearing.clear(new OrderBook("t", LimitRange.WITHOUT_TARIFF, orders));
    }
}

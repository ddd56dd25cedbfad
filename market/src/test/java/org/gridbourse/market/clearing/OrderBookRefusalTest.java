package org.gridbourse.market.clearing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.List;
import java.util.stream.Stream;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.LimitRange;
import org.gridbourse.market.tariff.Tariff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OrderBookRefusalTest {

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refusedBooks")
    void a_book_that_breaks_a_rule_is_refused_whole(Refusal refusal, String why, Runnable book) {
        assertThatThrownBy(book::run)
                .asInstanceOf(type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .isEqualTo(refusal);
    }

    static Stream<Arguments> refusedBooks() {
        long max = Long.MAX_VALUE;
        return Stream.of(
                refused(Refusal.SIDE_UNKNOWN, "a side in small letters", "o1 buy 1@1"),
                refused(Refusal.QUANTITY_OUT_OF_RANGE, "a quantity of 0 Wh", "o1 BUY 0@1"),
                refused(Refusal.QUANTITY_OUT_OF_RANGE, "a negative quantity", "o1 BUY -5@1"),
                refused(Refusal.PRICE_OUT_OF_RANGE, "a negative price", "o1 BUY 1@-1"),
                refused(Refusal.STEP_COUNT_OUT_OF_RANGE, "no step", "o1 BUY"),
                refused(
                        Refusal.STEP_COUNT_OUT_OF_RANGE,
                        "11 steps",
                        "o1 BUY 1@11 1@10 1@9 1@8 1@7 1@6 1@5 1@4 1@3 1@2 1@1"),
                refused(Refusal.STEPS_NOT_STRICTLY_BETTER_FIRST, "a bid that rises", "o1 BUY 1@5 1@6"),
                refused(Refusal.STEPS_NOT_STRICTLY_BETTER_FIRST, "a bid that stays", "o1 BUY 1@6 1@6"),
                refused(Refusal.STEPS_NOT_STRICTLY_BETTER_FIRST, "an offer that falls", "o1 SELL 1@6 1@5"),
                refused(Refusal.AMOUNT_OUT_OF_RANGE, "an order beyond long", "o1 BUY " + max + "@5 1@4"),
                refused(Refusal.DUPLICATE_ORDER_ID, "an id twice", "o1 BUY 1@5", "o2 BUY 1@5", "o1 SELL 1@5"),
                Arguments.of(Refusal.MORE_THAN_ONE_ORDER, "a participant twice", (Runnable)
                        () -> new OrderBook("t", LimitRange.WITHOUT_TARIFF, List.of(order("o1"), order("o2")))),
                refused(Refusal.PRICE_OUT_OF_RANGE, "a price above 10^9", "o1 BUY 1@1000000001"),
                refused(Refusal.AMOUNT_OUT_OF_RANGE, "bids beyond long", "o1 BUY " + max + "@5", "o2 BUY 1@5"),
                refused(Refusal.AMOUNT_OUT_OF_RANGE, "offers beyond long", "o1 SELL " + max + "@5", "o2 SELL 1@5"),
                refusedWith(tariff(830, 650, 10), Refusal.PRICE_OUT_OF_RANGE, "below feed-in", "o1 SELL 1@649"),
                refusedWith(tariff(830, 650, 10), Refusal.PRICE_OUT_OF_RANGE, "above R - G", "o1 BUY 1@821"),
                refusedWith(tariff(830, 825, 10), Refusal.NO_ORDERS_IN_PERIOD, "negative spread", "o1 BUY 1@822"),
                refusedWith(tariff(5, -10, 10), Refusal.NO_ORDERS_IN_PERIOD, "R below G", "o1 BUY 1@0"));
    }

    @Test
    void prices_at_both_ends_of_the_range_and_a_spread_of_zero_are_allowed() {
        OrderBook.of("t", tariff(830, 650, 10), Books.orders("o1 BUY 1@820 1@650", "o2 SELL 1@650 1@820"));
        OrderBook.of("t", tariff(660, 650, 10), Books.orders("o1 BUY 1@650"));
        OrderBook.of("t", tariff(830, -50, 0), Books.orders("o1 BUY 1@0"));
        OrderBook.of("t", tariff(830, 825, 10), List.of());
        Books.book("o1 BUY 1@1000000000");
    }

    private static Arguments refused(Refusal refusal, String why, String... orders) {
        return Arguments.of(refusal, why, (Runnable) () -> Books.book(orders));
    }

    private static Arguments refusedWith(Tariff tariff, Refusal refusal, String why, String... orders) {
        return Arguments.of(refusal, why, (Runnable) () -> OrderBook.of("t", tariff, Books.orders(orders)));
    }

    private static Order order(String id) {
        return new Order(id, "same", Side.BUY, List.of(OrderStep.of(1, 5)));
    }

    private static Tariff tariff(long retail, long feedIn, long gridFee) {
        return new Tariff(new UnitPrice(retail), new UnitPrice(feedIn), new UnitPrice(gridFee));
    }
}

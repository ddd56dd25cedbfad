package org.gridbourse.market.clearing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.tariff.LimitRange;
import org.junit.jupiter.api.Test;

class LargeBooksTest {

    @Test
    void trade_numbers_get_a_sixth_digit_before_ascending_ids_stop_being_ascending_numbers() {
        // given 60 000 bids of 2 Wh over 40 000 offers of 3 Wh: 80 000 overlaps, at most 99 999
        assertThat(clearMany(60_000, 2, 40_000, 3))
                .hasSize(80_000)
                .last()
                .asString()
                .isEqualTo("t-80000");
        // and 60 000 bids over 60 000 offers, at most 119 999
        assertThat(clearMany(60_000, 2, 60_000, 2))
                .hasSize(60_000)
                .first()
                .asString()
                .isEqualTo("t-000001");
    }

    private static List<String> clearMany(int bids, long bidWh, int offers, long offerWh) {
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < bids; i++) {
            orders.add(new Order("b%06d".formatted(i), "b" + i, Side.BUY, List.of(OrderStep.of(bidWh, 9))));
        }
        for (int i = 0; i < offers; i++) {
            orders.add(new Order("s%06d".formatted(i), "s" + i, Side.SELL, List.of(OrderStep.of(offerWh, 1))));
        }
        return Clearing.clear(new OrderBook("t", LimitRange.WITHOUT_TARIFF, orders)).trades().stream()
                .map(trade -> trade.tradeId())
                .toList();
    }

    @Test
    void a_book_of_100_000_orders_clears_and_passes_its_check() {
        SplittableRandom random = new SplittableRandom(42);
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            orders.add(new Order(
                    "o" + random.nextLong(),
                    "p" + i,
                    side,
                    List.of(OrderStep.of(1 + random.nextInt(10_000), random.nextInt(1_000_000)))));
        }
        ClearingResult result = Clearing.clear(new OrderBook("t", LimitRange.WITHOUT_TARIFF, orders));

        assertThat(result.volume().wh()).isPositive();
        assertThat(result.fills()).hasSize(100_000);
    }
}

package org.gridbourse.market.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gridbourse.market.conformance.MarketCases.number;
import static org.gridbourse.market.conformance.MarketCases.numbers;
import static org.gridbourse.market.conformance.MarketCases.object;
import static org.gridbourse.market.conformance.MarketCases.objects;
import static org.gridbourse.market.conformance.MarketCases.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.clearing.Clearing;
import org.gridbourse.market.clearing.ClearingResult;
import org.gridbourse.market.clearing.OrderBook;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.LimitRange;
import org.junit.jupiter.api.Test;

class ClearingConformanceTest {
    /** No negative limit price: all prices of a book are shifted by this, and the result with them. */
    private static final long SHIFT = 10_000 * MarketCases.SCALE;

    @Test
    void every_conformant_book_trades_the_greatest_efficient_volume_at_a_price_inside_the_equilibrium_interval()
            throws IOException {
        List<JsonObject> conformant = withVerdict("conformant");
        assertThat(conformant).hasSizeGreaterThanOrEqualTo(56);
        for (JsonObject each : conformant) {
            assertEfficientAndInEquilibrium(each);
        }
    }

    @Test
    void books_that_their_source_clears_inefficiently_or_off_the_equilibrium_are_cleared_right_and_differently()
            throws IOException {
        List<JsonObject> wrong = new ArrayList<>(withVerdict("source-inefficient"));
        wrong.addAll(withVerdict("IR-but-not-equilibrium"));
        assertThat(wrong).hasSizeGreaterThanOrEqualTo(4);
        for (JsonObject each : wrong) {
            ClearingResult ours = assertEfficientAndInEquilibrium(each);
            JsonObject theirs = object(each, "expected");
            long theirPrice = number(theirs, "clearing_price") + SHIFT;
            assertThat(List.of(
                            ours.volume().wh(),
                            ours.equilibrium().orElseThrow().price().microPerKwh()))
                    .as(text(each, "case"))
                    .isNotEqualTo(List.of(number(theirs, "volume"), theirPrice));
        }
    }

    @Test
    void books_that_must_be_refused_are() throws IOException {
        for (JsonObject each : withVerdict("must-reject-input")) {
            assertThatThrownBy(() -> clear(each))
                    .as(text(each, "case"))
                    .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.refusal())
                            .isEqualTo(Refusal.QUANTITY_OUT_OF_RANGE));
        }
    }

    private static List<JsonObject> withVerdict(String verdict) throws IOException {
        return MarketCases.of("cases").stream()
                .filter(each -> text(each, "verdict").equals(verdict))
                .toList();
    }

    private static ClearingResult assertEfficientAndInEquilibrium(JsonObject each) {
        ClearingResult result = clear(each);
        JsonObject check = object(each, "check");
        String name = text(each, "case");
        assertThat(result.volume().wh()).as(name).isEqualTo(number(check, "efficient_volume_max"));
        List<Long> interval = result.equilibrium()
                .map(equilibrium -> List.of(
                        equilibrium.low().microPerKwh() - SHIFT,
                        equilibrium.high().microPerKwh() - SHIFT))
                .orElse(List.of());
        assertThat(interval).as(name).isEqualTo(numbers(check, "competitive_equilibrium_price_interval"));
        return result;
    }

    private static ClearingResult clear(JsonObject each) {
        List<Order> orders = new ArrayList<>();
        for (JsonObject bid : objects(each, "bids")) {
            orders.add(order(bid, Side.BUY));
        }
        for (JsonObject offer : objects(each, "offers")) {
            orders.add(order(offer, Side.SELL));
        }
        return Clearing.clear(new OrderBook(
                text(each, "case"), new LimitRange(UnitPrice.ZERO, new UnitPrice(Long.MAX_VALUE)), orders));
    }

    private static Order order(JsonObject order, Side side) {
        String id = text(order, "id");
        return new Order(
                id, "of-" + id, side, List.of(OrderStep.of(number(order, "qty"), number(order, "price") + SHIFT)));
    }
}

package org.gridbourse.cli.market;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gridbourse.market.clearing.Clearing;
import org.gridbourse.market.clearing.ClearingResult;
import org.gridbourse.market.clearing.Equilibrium;
import org.gridbourse.market.clearing.Fill;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonNull;
import org.gridbourse.market.json.JsonNumber;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;

/** A cleared book, for programs and for people. */
final class ClearingAnswer {
    private final BookReader.WrittenBook book;
    private final ClearingResult result;
    private final Optional<Tariff> tariff;

    private ClearingAnswer(BookReader.WrittenBook book) {
        this.book = book;
        this.result = Clearing.clear(book.byTheRules());
        this.tariff = book.tariffByTheRules();
    }

    static Answer of(BookReader.WrittenBook book) {
        ClearingAnswer answer = new ClearingAnswer(book);
        return new Answer(answer.json(), answer::text, false);
    }

    private JsonObject json() {
        return JsonObject.builder()
                .put("period", book.period())
                .put("ruleVersion", book.ruleVersion())
                .put("volumeWh", result.volume().wh())
                .put("clearingPriceMicroPerKwh", orNull(equilibrium -> number(equilibrium.price())))
                .put("equilibriumIntervalMicroPerKwh", orNull(ClearingAnswer::interval))
                .put("fills", array(result.fills(), ClearingAnswer::fill))
                .put("trades", array(result.trades(), ClearingAnswer::trade))
                .put("gridPart", array(unmatched(), this::gridPart))
                .build();
    }

    private JsonValue orNull(Function<Equilibrium, JsonValue> value) {
        return result.equilibrium().map(value).orElse(JsonNull.NULL);
    }

    private static JsonValue number(UnitPrice price) {
        return new JsonNumber(price.microPerKwh());
    }

    private static JsonValue interval(Equilibrium equilibrium) {
        return JsonObject.builder()
                .put("low", equilibrium.low().microPerKwh())
                .put("high", equilibrium.high().microPerKwh())
                .build();
    }

    static JsonObject fill(Fill fill) {
        return JsonObject.builder()
                .put("orderId", fill.order().orderId())
                .put("participantId", fill.order().participantId())
                .put("side", fill.order().side().name())
                .put("filledWh", fill.filled().wh())
                .put("unmatchedWh", fill.unmatched().wh())
                .build();
    }

    static JsonObject trade(Trade trade) {
        return JsonObject.builder()
                .put("tradeId", trade.tradeId())
                .put("buyer", trade.buyer())
                .put("seller", trade.seller())
                .put("quantityWh", trade.quantity().wh())
                .put("priceMicroPerKwh", trade.price().microPerKwh())
                .build();
    }

    /** Where a tariff is published, the grid stands behind whatever is not matched. */
    private List<Fill> unmatched() {
        return tariff.isEmpty()
                ? List.of()
                : result.fills().stream()
                        .filter(fill -> !fill.unmatched().isZero())
                        .toList();
    }

    private JsonObject gridPart(Fill fill) {
        return JsonObject.builder()
                .put("participantId", fill.order().participantId())
                .put("side", fill.order().side().name())
                .put("quantityWh", fill.unmatched().wh())
                .put("priceMicroPerKwh", gridPrice(fill.order().side()).microPerKwh())
                .build();
    }

    private UnitPrice gridPrice(Side side) {
        Tariff published = tariff.orElseThrow();
        return side == Side.BUY ? published.retail() : published.feedIn();
    }

    static <T> JsonArray array(List<T> values, Function<T, JsonObject> json) {
        return JsonArray.of(values.stream().map(json).toList());
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        text.append("Period %s, rules version %d: %s%n".formatted(book.period(), book.ruleVersion(), headline()));
        for (Fill fill : result.fills()) {
            text.append("  order %s of %s: %s %s kWh traded, %s kWh not matched%n"
                    .formatted(
                            fill.order().orderId(),
                            fill.order().participantId(),
                            fill.order().side(),
                            Decimals.exact(fill.filled(), 3),
                            Decimals.exact(fill.unmatched(), 3)));
        }
        for (Trade trade : result.trades()) {
            text.append("  trade %s: %s buys %s kWh from %s%n"
                    .formatted(trade.tradeId(), trade.buyer(), Decimals.exact(trade.quantity(), 3), trade.seller()));
        }
        for (Fill fill : unmatched()) {
            text.append("  with the grid: %s %s %s kWh at %s per kWh%n"
                    .formatted(
                            fill.order().participantId(),
                            fill.order().side() == Side.BUY ? "buys" : "sells",
                            Decimals.exact(fill.unmatched(), 3),
                            Decimals.exact(gridPrice(fill.order().side()), 6)));
        }
        return text.toString();
    }

    private String headline() {
        return result.equilibrium()
                .map(equilibrium -> "%s kWh at %s per kWh (equilibrium %s to %s)"
                        .formatted(
                                Decimals.exact(result.volume(), 3),
                                Decimals.exact(equilibrium.price(), 6),
                                Decimals.exact(equilibrium.low(), 6),
                                Decimals.exact(equilibrium.high(), 6)))
                .orElse("no trade");
    }
}

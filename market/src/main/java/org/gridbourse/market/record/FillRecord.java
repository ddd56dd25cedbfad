package org.gridbourse.market.record;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.trade.Trade;

/**
 * What an order got, with its trades; an order that got nothing has none.
 *
 * @param sessionId the session
 * @param participantId whose
 * @param period index, from 0
 * @param side of the order
 * @param quantity asked or offered
 * @param filled traded, above zero
 * @param price clearing price
 * @param parts its trades, ascending
 */
public record FillRecord(
        String sessionId,
        String participantId,
        int period,
        Side side,
        Energy quantity,
        Energy filled,
        UnitPrice price,
        List<Part> parts)
        implements StateRecord {
    public FillRecord {
        parts = List.copyOf(parts);
    }

    /** One of its trades: with whom, how much. */
    public record Part(String tradeId, String partner, Energy quantity) {}

    /** Its trades, but for those with partners that are left out. */
    public List<Trade> tradesWith(Predicate<String> partners) {
        List<Trade> trades = new ArrayList<>(parts.size());
        for (Part part : parts) {
            if (partners.test(part.partner())) {
                trades.add(
                        side == Side.BUY
                                ? new Trade(part.tradeId(), participantId, part.partner(), part.quantity(), price)
                                : new Trade(part.tradeId(), part.partner(), participantId, part.quantity(), price));
            }
        }
        return trades;
    }

    /** The same in the session that settles it, where its own adds to another. */
    public FillRecord inBase(SessionRecord session) {
        return new FillRecord(
                session.baseSessionId(),
                participantId,
                session.basePeriod(period),
                side,
                quantity,
                filled,
                price,
                parts);
    }

    @Override
    public String key() {
        return Keys.fill(sessionId, participantId, period);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("sessionId", sessionId)
                .put("participantId", participantId)
                .put("period", period)
                .put("orderId", Keys.orderId(sessionId, period, participantId))
                .put("side", side.name())
                .put("quantityWh", quantity.wh())
                .put("filledWh", filled.wh())
                .put("priceMicroPerKwh", price.microPerKwh())
                .put("trades", JsonArray.of(parts.stream().map(FillRecord::json).toList()))
                .build();
    }

    private static JsonObject json(Part part) {
        return JsonObject.builder()
                .put("tradeId", part.tradeId())
                .put("partner", part.partner())
                .put("quantityWh", part.quantity().wh())
                .build();
    }

    public static FillRecord read(Fields fields) {
        fields.text("orderId");
        return new FillRecord(
                fields.text("sessionId"),
                fields.text("participantId"),
                Codecs.period(fields),
                Side.named(fields.text("side")),
                new Energy(fields.number("quantityWh")),
                new Energy(fields.number("filledWh")),
                new UnitPrice(fields.number("priceMicroPerKwh")),
                fields.objects(
                        "trades",
                        part -> new Part(
                                part.text("tradeId"), part.text("partner"), new Energy(part.number("quantityWh")))));
    }
}

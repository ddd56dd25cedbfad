package org.gridbourse.market.record;

import java.util.Optional;
import org.gridbourse.market.clearing.Equilibrium;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.UnitPrice;

/**
 * The result of the auction of one period.
 *
 * @param sessionId the session
 * @param period index, from 0
 * @param orders how many took part
 * @param volume V, zero without a trade
 * @param equilibrium price and interval, empty without a trade
 * @param trades how many
 */
public record ClearingRecord(
        String sessionId, int period, int orders, Energy volume, Optional<Equilibrium> equilibrium, int trades)
        implements StateRecord {

    @Override
    public String key() {
        return Keys.clearing(sessionId, period);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("sessionId", sessionId)
                .put("period", period)
                .put("orders", orders)
                .put("volumeWh", volume.wh())
                .put("clearingPriceMicroPerKwh", Codecs.orNull(equilibrium.map(each -> each.price()
                        .microPerKwh())))
                .put("lowMicroPerKwh", Codecs.orNull(equilibrium.map(each -> each.low()
                        .microPerKwh())))
                .put("highMicroPerKwh", Codecs.orNull(equilibrium.map(each -> each.high()
                        .microPerKwh())))
                .put("trades", trades)
                .build();
    }

    public static ClearingRecord read(Fields fields) {
        return new ClearingRecord(
                fields.text("sessionId"),
                Codecs.period(fields),
                fields.integer("orders", 0, Integer.MAX_VALUE),
                new Energy(fields.number("volumeWh")),
                readEquilibrium(fields),
                fields.integer("trades", 0, Integer.MAX_VALUE));
    }

    private static Optional<Equilibrium> readEquilibrium(Fields fields) {
        boolean nothingTraded = fields.isNull("clearingPriceMicroPerKwh")
                & fields.isNull("lowMicroPerKwh")
                & fields.isNull("highMicroPerKwh");
        if (nothingTraded) {
            return Optional.empty();
        }
        fields.number("clearingPriceMicroPerKwh");
        return Optional.of(new Equilibrium(
                new UnitPrice(fields.number("lowMicroPerKwh")), new UnitPrice(fields.number("highMicroPerKwh"))));
    }
}

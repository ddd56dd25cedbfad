package org.gridbourse.market.query;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.Codecs;

/**
 * A seller that delivered less than it had sold in a period, and the largest buyers beside it.
 *
 * @param period counted from 0
 * @param participantId the seller
 * @param contracted what it had sold
 * @param missed what of it it did not deliver
 * @param price at which the period was cleared, if there was a trade
 * @param priceWithout at which the same orders but the seller's would have been cleared; empty where nothing would have
 *     been traded, or where periods were cleared together, so that nobody knows
 * @param buyers largest first
 */
public record ShortSale(
        int period,
        String participantId,
        Energy contracted,
        Energy missed,
        Optional<UnitPrice> price,
        Optional<UnitPrice> priceWithout,
        List<Buyer> buyers) {
    public ShortSale {
        buyers = List.copyOf(buyers);
    }

    /**
     * A buyer of the same period.
     *
     * @param participantId the buyer
     * @param bought what it bought from all sellers
     * @param gain what this would have cost it more at the price without the short seller; may be negative
     */
    public record Buyer(String participantId, Energy bought, Optional<Money> gain) {
        static Buyer read(Fields fields) {
            return new Buyer(
                    fields.text("participantId"),
                    new Energy(fields.number("boughtWh")),
                    Codecs.orEmpty(fields, "gainNano").map(Money::new));
        }

        JsonObject toJson() {
            return JsonObject.builder()
                    .put("participantId", participantId)
                    .put("boughtWh", bought.wh())
                    .put("gainNano", Codecs.orNull(gain.map(Money::nano)))
                    .build();
        }
    }

    static ShortSale read(Fields fields) {
        return new ShortSale(
                Codecs.period(fields),
                fields.text("participantId"),
                new Energy(fields.number("contractedWh")),
                new Energy(fields.number("missedWh")),
                Codecs.orEmpty(fields, "clearingPriceMicroPerKwh").map(UnitPrice::new),
                Codecs.orEmpty(fields, "priceWithoutMicroPerKwh").map(UnitPrice::new),
                fields.objects("buyers", Buyer::read));
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("period", period)
                .put("participantId", participantId)
                .put("contractedWh", contracted.wh())
                .put("missedWh", missed.wh())
                .put("clearingPriceMicroPerKwh", Codecs.orNull(price.map(UnitPrice::microPerKwh)))
                .put("priceWithoutMicroPerKwh", Codecs.orNull(priceWithout.map(UnitPrice::microPerKwh)))
                .put("buyers", JsonArray.of(buyers.stream().map(Buyer::toJson).toList()))
                .build();
    }
}

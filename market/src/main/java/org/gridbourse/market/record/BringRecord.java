package org.gridbourse.market.record;

import java.util.List;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.settlement.PoolOffer;
import org.gridbourse.market.settlement.PoolShare;

/**
 * What a participant brings into the pools of a session, and what of it met a peer.
 *
 * @param sessionId the session
 * @param participantId who
 * @param periods those in which it brings anything, rising
 */
public record BringRecord(String sessionId, String participantId, List<Brought> periods) implements StateRecord {
    public BringRecord {
        periods = List.copyOf(periods);
    }

    /**
     * What is brought into the pool of one period.
     *
     * @param period index, from 0
     * @param offer what it brings
     * @param notTaken what of its extra energy is a buyer's that did not take it
     * @param share what of it met a peer, nothing until that is known
     */
    public record Brought(int period, PoolOffer offer, Energy notTaken, PoolShare share) {
        public Brought with(PoolShare known) {
            return new Brought(period, offer, notTaken, known);
        }

        private JsonObject toJson() {
            return JsonObject.builder()
                    .put("period", period)
                    .put("notDeliveredWh", offer.notDelivered().wh())
                    .put("otherMissingWh", offer.otherMissing().wh())
                    .put("extraWh", offer.extra().wh())
                    .put("notTakenWh", notTaken.wh())
                    .put("pooledNotDeliveredWh", share.notDelivered().wh())
                    .put("pooledOtherMissingWh", share.otherMissing().wh())
                    .put("pooledNotTakenWh", share.notTaken().wh())
                    .put("pooledOtherExtraWh", share.otherExtra().wh())
                    .put("poolPriceMicroPerKwh", share.price().microPerKwh())
                    .build();
        }

        private static Brought read(Fields fields) {
            return new Brought(
                    Codecs.period(fields),
                    new PoolOffer(
                            new Energy(fields.number("notDeliveredWh")),
                            new Energy(fields.number("otherMissingWh")),
                            new Energy(fields.number("extraWh"))),
                    new Energy(fields.number("notTakenWh")),
                    new PoolShare(
                            new Energy(fields.number("pooledNotDeliveredWh")),
                            new Energy(fields.number("pooledOtherMissingWh")),
                            new Energy(fields.number("pooledNotTakenWh")),
                            new Energy(fields.number("pooledOtherExtraWh")),
                            new UnitPrice(fields.number("poolPriceMicroPerKwh"))));
        }
    }

    @Override
    public String key() {
        return Keys.bring(sessionId, participantId);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("sessionId", sessionId)
                .put("participantId", participantId)
                .put(
                        "periods",
                        JsonArray.of(periods.stream().map(Brought::toJson).toList()))
                .build();
    }

    public static BringRecord read(Fields fields) {
        return new BringRecord(
                fields.text("sessionId"), fields.text("participantId"), fields.objects("periods", Brought::read));
    }
}

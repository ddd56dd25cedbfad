package org.gridbourse.market.query;

import java.util.List;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;

/**
 * What the query {@code supervision} answers about a session: coincidences, not guilt.
 *
 * @param sessionId the session
 * @param bookmark where the next page begins; empty on the last page, which alone has the lists
 * @param shortSales by period, then participant
 * @param unopenedSeals by participant
 */
public record SupervisionAnswer(
        String sessionId, String bookmark, List<ShortSale> shortSales, List<UnopenedSeal> unopenedSeals) {
    public SupervisionAnswer {
        shortSales = List.copyOf(shortSales);
        unopenedSeals = List.copyOf(unopenedSeals);
    }

    /** Reads an answer; members that a later market added are ignored if the fields are read like that. */
    public static SupervisionAnswer read(Fields fields) {
        return new SupervisionAnswer(
                fields.text("sessionId"),
                fields.text("bookmark"),
                fields.objects("shortSellers", ShortSale::read),
                fields.objects("unopenedSeals", UnopenedSeal::read));
    }

    /** The answer as the chaincode gives it. */
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("sessionId", sessionId)
                .put("bookmark", bookmark)
                .put(
                        "shortSellers",
                        JsonArray.of(shortSales.stream().map(ShortSale::toJson).toList()))
                .put(
                        "unopenedSeals",
                        JsonArray.of(
                                unopenedSeals.stream().map(UnopenedSeal::toJson).toList()))
                .build();
    }
}

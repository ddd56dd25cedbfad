package org.gridbourse.cli.rest;

import java.time.Instant;
import java.util.List;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;

/** A session as it is announced to the grid company's gateway-app. */
public record Announcement(String sessionId, String currency, Instant start, int periodMinutes, List<Tariff> tariffs) {
    public Announcement {
        tariffs = List.copyOf(tariffs);
    }

    /**
     * The body to post.
     *
     * @param graceSeconds silence after which a phase waits no longer
     * @param maxSeconds after which a phase ends in any case
     */
    public JsonObject body(int graceSeconds, int maxSeconds) {
        JsonObject windows = JsonObject.builder()
                .put("graceSeconds", graceSeconds)
                .put("maxSeconds", maxSeconds)
                .build();
        return builder().put("windows", windows).build();
    }

    private JsonObject.Builder builder() {
        return JsonObject.builder()
                .put("sessionId", sessionId)
                .put("currency", currency)
                .put("startUtc", start.toString())
                .put("periodMinutes", periodMinutes)
                .put(
                        "tariffs",
                        JsonArray.of(tariffs.stream().map(Announcement::tariff).toList()));
    }

    private static JsonObject tariff(Tariff tariff) {
        return JsonObject.builder()
                .put("retail", decimal(tariff.retail()))
                .put("feedIn", decimal(tariff.feedIn()))
                .put("gridFee", decimal(tariff.gridFee()))
                .build();
    }

    private static String decimal(UnitPrice price) {
        return Decimals.exact(price);
    }
}

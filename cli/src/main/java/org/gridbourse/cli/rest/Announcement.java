package org.gridbourse.cli.rest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.tariff.Tariff;

/** A session as it is announced to the grid company's gateway-app: its periods, and how fast it goes. */
public record Announcement(JsonObject body) {

    /**
     * Delivery periods of its own.
     *
     * @param start of the first
     * @param tariffs one per period
     */
    public record Delivery(String currency, Instant start, int periodMinutes, List<Tariff> tariffs) {
        public Delivery {
            tariffs = List.copyOf(tariffs);
        }
    }

    /**
     * How fast it goes; what is empty is as the gateway-app usually does it.
     *
     * @param atOnce whether it runs as fast as everybody acts, on simulated ledgers
     * @param gateCloses when the last order is taken
     * @param graceSeconds silence after which nobody is waited for any more
     * @param maxSeconds after which it goes on in any case
     */
    public record Pace(
            Optional<Boolean> atOnce,
            Optional<Instant> gateCloses,
            Optional<Integer> graceSeconds,
            Optional<Integer> maxSeconds) {
        private void put(JsonObject.Builder body) {
            atOnce.ifPresent(wanted -> body.put("atOnce", wanted));
            gateCloses.ifPresent(time -> body.put("gateClosesUtc", time.toString()));
            JsonObject.Builder windows = JsonObject.builder();
            graceSeconds.ifPresent(seconds -> windows.put("graceSeconds", seconds));
            maxSeconds.ifPresent(seconds -> windows.put("maxSeconds", seconds));
            body.put("windows", windows.build());
        }
    }

    /** A session with periods of its own. */
    public static Announcement of(String sessionId, Delivery delivery, Pace pace) {
        JsonObject.Builder body = JsonObject.builder()
                .put("sessionId", sessionId)
                .put("currency", delivery.currency())
                .put("startUtc", delivery.start().toString())
                .put("periodMinutes", delivery.periodMinutes())
                .put(
                        "tariffs",
                        JsonArray.of(delivery.tariffs().stream()
                                .map(Announcement::tariff)
                                .toList()));
        pace.put(body);
        return new Announcement(body.build());
    }

    /** A session that adds to periods of another. */
    public static Announcement addingTo(String sessionId, String baseSessionId, List<Integer> periods, Pace pace) {
        JsonObject.Builder body = JsonObject.builder()
                .put("sessionId", sessionId)
                .put(
                        "addsTo",
                        JsonObject.builder()
                                .put("sessionId", baseSessionId)
                                .put("periods", JsonArray.ofNumbers(periods))
                                .build());
        pace.put(body);
        return new Announcement(body.build());
    }

    /** A tariff in decimals of the currency per kWh, as REST has it. */
    public static JsonObject tariff(Tariff tariff) {
        return JsonObject.builder()
                .put("retail", Decimals.exact(tariff.retail()))
                .put("feedIn", Decimals.exact(tariff.feedIn()))
                .put("gridFee", Decimals.exact(tariff.gridFee()))
                .build();
    }
}

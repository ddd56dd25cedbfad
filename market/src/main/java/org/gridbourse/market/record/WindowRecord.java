package org.gridbourse.market.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;

/**
 * The time in which proposals may be put for a session that has storage orders, and how their schedules are divided into
 * chunks: always the same number of storage orders, in the order of the ledger's keys.
 *
 * @param sessionId the session
 * @param opened since when
 * @param storageOrders how many there are
 * @param chunkStarts the participant with which each chunk begins
 */
public record WindowRecord(String sessionId, Instant opened, int storageOrders, List<String> chunkStarts)
        implements StateRecord {
    /** Storage orders of a chunk, and periods of all of them, at most. */
    private static final int MOST_ORDERS = 100;

    private static final int MOST_PERIODS = 10_000;

    public WindowRecord {
        chunkStarts = List.copyOf(chunkStarts);
    }

    /** How many storage orders each chunk has but the last one, in a session of so many periods. */
    public static int ordersPerChunk(int periods) {
        return Math.max(1, Math.min(MOST_ORDERS, MOST_PERIODS / Math.max(1, periods)));
    }

    public int chunks() {
        return chunkStarts.size();
    }

    /** With one more storage order. */
    public WindowRecord plus(String participantId, int periods, Instant now) {
        List<String> starts = new ArrayList<>(chunkStarts);
        if (storageOrders % ordersPerChunk(periods) == 0) {
            starts.add(participantId);
        }
        return new WindowRecord(sessionId, now, storageOrders + 1, starts);
    }

    /** Opened now. */
    public WindowRecord openedAt(Instant now) {
        return new WindowRecord(sessionId, now, storageOrders, chunkStarts);
    }

    @Override
    public String key() {
        return Keys.window(sessionId);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("sessionId", sessionId)
                .put("openedUtc", opened.toString())
                .put("storageOrders", storageOrders)
                .put("chunkStarts", JsonArray.ofTexts(chunkStarts))
                .build();
    }

    public static WindowRecord read(Fields fields) {
        return new WindowRecord(
                fields.text("sessionId"),
                Codecs.time(fields, "openedUtc"),
                fields.integer("storageOrders", 0, Integer.MAX_VALUE),
                fields.texts("chunkStarts"));
    }
}

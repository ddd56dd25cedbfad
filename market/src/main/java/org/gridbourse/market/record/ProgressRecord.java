package org.gridbourse.market.record;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;

/**
 * How far a change of phase has come that is done in steps.
 *
 * @param sessionId the session
 * @param from phase being left
 * @param step the next step
 * @param stage what that step does
 * @param cursor where it begins, empty at the beginning of the stage
 * @param totals sums of the postings of all steps of the session so far, by kind of account [nano]
 */
public record ProgressRecord(
        String sessionId, Phase from, int step, Stage stage, String cursor, SortedMap<String, Long> totals)
        implements StateRecord {

    /** What a step of a change of phase does. */
    public enum Stage {
        /** Bid bonds of those who did not reveal go to the fund. */
        FORFEIT,
        /** Proposals are awaited where there are storage orders; the best one is chosen. */
        PROPOSE,
        /** Periods are cleared, fills written. */
        CLEAR,
        /** Bid bonds shrink to what is matched. */
        SHRINK,
        /** Those who asked for it are prepaid from their wallets. */
        PREPAY,
        /** Trades of those who did not prepay are void. */
        VOID,
        /** What each brings into the pools of the session. */
        BRING,
        /** Whole shares in the pools are counted off. */
        COUNT,
        /** What each gets from the pools, left-over Wh in ascending id. */
        SHARE,
        /** Statements are written. */
        SETTLE,
        /** Estimates become final, outages are paid by the grid. */
        FINAL,
        /** Bid bonds of defaults make their partners good. */
        COMPENSATE,
        /** The fund is shared. */
        FUND,
        /** Credit is booked, holds end. */
        CREDIT,
        /** Suspended participants come back. */
        WAY_BACK,
        /** Bid bonds of a cancelled session return. */
        RELEASE,
        /** Nothing is left to do. */
        DONE
    }

    public ProgressRecord {
        totals = Collections.unmodifiableSortedMap(new TreeMap<>(totals));
    }

    @Override
    public String key() {
        return Keys.progress(sessionId);
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder sums = JsonObject.builder();
        for (Map.Entry<String, Long> total : totals.entrySet()) {
            sums.put(total.getKey(), total.getValue());
        }
        return JsonObject.builder()
                .put("sessionId", sessionId)
                .put("from", from.name())
                .put("step", step)
                .put("stage", stage.name())
                .put("cursor", cursor)
                .put("totals", sums.build())
                .build();
    }

    public static ProgressRecord read(Fields fields) {
        return new ProgressRecord(
                fields.text("sessionId"),
                fields.choice("from", Phase.class),
                fields.integer("step", 0, Integer.MAX_VALUE),
                fields.choice("stage", Stage.class),
                fields.text("cursor"),
                fields.object("totals", ProgressRecord::readTotals));
    }

    private static SortedMap<String, Long> readTotals(Fields fields) {
        SortedMap<String, Long> totals = new TreeMap<>();
        for (String key : fields.keys()) {
            totals.put(key, fields.number(key));
        }
        return totals;
    }
}

package org.gridbourse.market.record;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.tariff.Tariff;

/**
 * A trading session as announced: an ordered list of delivery periods with their tariffs.
 *
 * @param sessionId unique
 * @param currency three capital letters
 * @param ruleVersion version of the rules under which it runs to its end
 * @param periodMinutes length of every period
 * @param periodStarts start of each period, rising
 * @param tariffs one per period
 * @param earliest before which a phase may not begin, for the phases that have such a time
 */
public record SessionRecord(
        String sessionId,
        String currency,
        int ruleVersion,
        int periodMinutes,
        List<Instant> periodStarts,
        List<Tariff> tariffs,
        SortedMap<Phase, Instant> earliest)
        implements StateRecord {
    public SessionRecord {
        periodStarts = List.copyOf(periodStarts);
        tariffs = List.copyOf(tariffs);
        earliest = Collections.unmodifiableSortedMap(new TreeMap<>(earliest));
    }

    /** Length of all its periods [min]. */
    public long minutes() {
        return (long) periods() * periodMinutes;
    }

    public int periods() {
        return tariffs.size();
    }

    /** Refuses a period that the session does not have. */
    public void requirePeriod(int period) {
        Require.that(
                period < periods(),
                Refusal.PERIOD_UNKNOWN,
                "session %s has periods 0..%s, not %s",
                sessionId,
                periods() - 1,
                period);
    }

    public Instant startOf(int period) {
        requirePeriod(period);
        return periodStarts.get(period);
    }

    public Optional<Instant> earliest(Phase phase) {
        return Optional.ofNullable(earliest.get(phase));
    }

    @Override
    public String key() {
        return Keys.session(sessionId);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("sessionId", sessionId)
                .put("currency", currency)
                .put("ruleVersion", ruleVersion)
                .put("startUtc", periodStarts.get(0).toString())
                .put("periodMinutes", periodMinutes)
                .put(
                        "periodStarts",
                        JsonArray.ofTexts(
                                periodStarts.stream().map(Instant::toString).toList()))
                .put("tariffs", JsonArray.of(tariffs.stream().map(Codecs::json).toList()))
                .put("earliest", earliestJson(earliest))
                .build();
    }

    public static JsonObject earliestJson(SortedMap<Phase, Instant> earliest) {
        JsonObject.Builder times = JsonObject.builder();
        for (Map.Entry<Phase, Instant> entry : earliest.entrySet()) {
            times.put(entry.getKey().name(), entry.getValue().toString());
        }
        return times.build();
    }

    public static SessionRecord read(Fields fields) {
        fields.text("startUtc");
        return new SessionRecord(
                fields.text("sessionId"),
                fields.text("currency"),
                fields.integer("ruleVersion", 1, 999),
                fields.integer("periodMinutes", 1, Integer.MAX_VALUE),
                Codecs.times(fields, "periodStarts"),
                fields.objects("tariffs", Codecs::tariff),
                fields.object("earliest", SessionRecord::readEarliest));
    }

    public static SortedMap<Phase, Instant> readEarliest(Fields fields) {
        SortedMap<Phase, Instant> earliest = new TreeMap<>();
        for (Phase phase : Phase.values()) {
            if (phase != Phase.ANNOUNCED && phase != Phase.CANCELLED && fields.has(phase.name())) {
                earliest.put(phase, Codecs.time(fields, phase.name()));
            }
        }
        return earliest;
    }
}

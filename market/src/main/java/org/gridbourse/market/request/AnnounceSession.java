package org.gridbourse.market.request;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.quantity.MarketLimits;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.SessionRecord.Base;
import org.gridbourse.market.tariff.Tariff;

/**
 * Announces a trading session: with periods and tariffs of its own, or adding to those of a base session.
 *
 * @param sessionId unique
 * @param earliest before which a phase may not begin, for the phases that have such a time
 * @param delivery its own periods, empty where it adds
 * @param base to what it adds, empty where it has its own
 */
public record AnnounceSession(
        String sessionId, SortedMap<Phase, Instant> earliest, Optional<Delivery> delivery, Optional<Base> base)
        implements Request {
    public static final String FUNCTION = "announceSession";
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final int MINUTES_OF_A_DAY = 1440;

    public AnnounceSession {
        earliest = Collections.unmodifiableSortedMap(new TreeMap<>(earliest));
        if (delivery.isPresent() == base.isPresent()) {
            throw new IllegalArgumentException("a session has periods of its own, or adds to another");
        }
    }

    /**
     * Delivery periods with their tariffs.
     *
     * @param currency three capital letters
     * @param periodMinutes length of every period
     * @param periodStarts start of each period, rising
     * @param tariffs one per period
     */
    public record Delivery(String currency, int periodMinutes, List<Instant> periodStarts, List<Tariff> tariffs) {
        public Delivery {
            periodStarts = List.copyOf(periodStarts);
            tariffs = List.copyOf(tariffs);
            if (tariffs.isEmpty() || tariffs.size() != periodStarts.size()) {
                throw new IllegalArgumentException("tariffs (%s) must be at least 1, one per start of a period (%s)"
                        .formatted(tariffs.size(), periodStarts.size()));
            }
        }

        /** What an adding session takes over of its base. */
        public static Delivery of(SessionRecord base, List<Integer> periods) {
            return new Delivery(
                    base.currency(),
                    base.periodMinutes(),
                    periods.stream().map(base::startOf).toList(),
                    periods.stream().map(base.tariffs()::get).toList());
        }

        private void put(JsonObject.Builder builder) {
            builder.put("currency", currency)
                    .put("startUtc", periodStarts.get(0).toString())
                    .put("periodMinutes", periodMinutes)
                    .put(
                            "periodStarts",
                            JsonArray.ofTexts(
                                    periodStarts.stream().map(Instant::toString).toList()))
                    .put(
                            "tariffs",
                            JsonArray.of(tariffs.stream().map(Codecs::json).toList()));
        }

        private static Delivery read(Fields fields) {
            int minutes = fields.integer("periodMinutes", 1, MINUTES_OF_A_DAY);
            List<Tariff> tariffs = fields.objects("tariffs", Codecs::tariff);
            if (tariffs.isEmpty() || tariffs.size() > MarketLimits.PERIODS_MAX) {
                throw fields.wrong("tariffs", "must be 1 to %s, one per period".formatted(MarketLimits.PERIODS_MAX));
            }
            return new Delivery(
                    Codecs.matching(fields, "currency", CURRENCY),
                    minutes,
                    starts(fields, Duration.ofMinutes(minutes), tariffs.size()),
                    tariffs);
        }
    }

    /** A session of periods of its own. */
    public static AnnounceSession of(String sessionId, Delivery delivery, SortedMap<Phase, Instant> earliest) {
        return new AnnounceSession(sessionId, earliest, Optional.of(delivery), Optional.empty());
    }

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder builder =
                JsonObject.builder().put("sessionId", sessionId).put("earliest", SessionRecord.earliestJson(earliest));
        delivery.ifPresent(own -> own.put(builder));
        base.ifPresent(other -> builder.put("addsTo", SessionRecord.baseJson(other)));
        return builder.build();
    }

    public static AnnounceSession read(Fields fields) {
        String sessionId = Codecs.id(fields, "sessionId");
        SortedMap<Phase, Instant> earliest =
                fields.optionalObject("earliest", SessionRecord::readEarliest).orElse(Collections.emptySortedMap());
        if (!fields.has("addsTo")) {
            return of(sessionId, Delivery.read(fields), earliest);
        }
        Base base = fields.object("addsTo", SessionRecord::readBase);
        if (base.periods().isEmpty()) {
            throw fields.wrong("addsTo", "must name at least one period");
        }
        return new AnnounceSession(sessionId, earliest, Optional.empty(), Optional.of(base));
    }

    private static List<Instant> starts(Fields fields, Duration length, int periods) {
        Instant start = Codecs.time(fields, "startUtc");
        List<Instant> regular = regular(start, length, periods);
        if (!Codecs.isWholeSecondOfFourDigitYear(regular.get(periods - 1).plus(length))) {
            throw fields.wrong("startUtc", "must be early enough for the last period to end in a year of four digits");
        }
        if (!fields.has("periodStarts")) {
            return regular;
        }
        List<Instant> explicit = Codecs.times(fields, "periodStarts");
        boolean fits = explicit.size() == periods && explicit.get(0).equals(start);
        for (int i = 1; fits && i < periods; i++) {
            fits = !explicit.get(i).isBefore(explicit.get(i - 1).plus(length));
        }
        if (!fits
                || !Codecs.isWholeSecondOfFourDigitYear(
                        explicit.get(periods - 1).plus(length))) {
            throw fields.wrong(
                    "periodStarts", "must be one per tariff, from startUtc on, no period beginning in another");
        }
        return explicit;
    }

    /** The starts of periods that follow each other without a gap. */
    public static List<Instant> regular(Instant start, Duration length, int periods) {
        List<Instant> regular = new ArrayList<>();
        for (int i = 0; i < periods; i++) {
            regular.add(start.plus(length.multipliedBy(i)));
        }
        return regular;
    }
}

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
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.MarketLimits;
import org.gridbourse.market.quantity.UnitPrice;
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
 * @param announcement when and on what kind of ledger it was announced
 * @param base where it adds to another session: that one
 */
public record SessionRecord(
        String sessionId,
        String currency,
        int ruleVersion,
        int periodMinutes,
        List<Instant> periodStarts,
        List<Tariff> tariffs,
        SortedMap<Phase, Instant> earliest,
        Announcement announcement,
        Optional<Base> base)
        implements StateRecord {
    public SessionRecord {
        periodStarts = List.copyOf(periodStarts);
        tariffs = List.copyOf(tariffs);
        earliest = Collections.unmodifiableSortedMap(new TreeMap<>(earliest));
        int periods = tariffs.size();
        if (periods < 1 || periods > MarketLimits.PERIODS_MAX || periodStarts.size() != periods) {
            throw new IllegalArgumentException("tariffs (%s) must be 1 to %s, periodStarts (%s) as many"
                    .formatted(periods, MarketLimits.PERIODS_MAX, periodStarts.size()));
        }
        if (base.isPresent() && base.get().periods().size() != periods) {
            throw new IllegalArgumentException("periods of the base session (%s) must be as many as tariffs (%s)"
                    .formatted(base.get().periods().size(), periods));
        }
    }

    /**
     * When it was announced.
     *
     * @param time of the transaction
     * @param simulated whether the ledger is
     */
    public record Announcement(Instant time, boolean simulated) {}

    /**
     * The session to which another adds.
     *
     * @param sessionId which
     * @param periods for each period of the adding session that of the base session, rising
     */
    public record Base(String sessionId, List<Integer> periods) {
        public Base {
            periods = List.copyOf(periods);
        }
    }

    public boolean isSimulated() {
        return announcement.simulated();
    }

    /** The session in which its trades are delivered and settled: itself, or the one that it adds to. */
    public String baseSessionId() {
        return base.map(Base::sessionId).orElse(sessionId);
    }

    /** The period of the base session in which one of its own is delivered. */
    public int basePeriod(int period) {
        return base.map(each -> each.periods().get(period)).orElse(period);
    }

    /** The greatest absolute price of its tariffs. */
    public UnitPrice highestPrice() {
        UnitPrice highest = UnitPrice.ZERO;
        for (Tariff tariff : tariffs) {
            highest = highest.max(tariff.highest());
        }
        return highest;
    }

    /** The most that may be ordered or exchanged in one of its periods, so that it can be settled. */
    public Energy energyMax() {
        return MarketLimits.energyOf(highestPrice(), periods());
    }

    public Instant endOf(int period) {
        return startOf(period).plusSeconds(60L * periodMinutes);
    }

    /** The end of its last period. */
    public Instant end() {
        return endOf(periods() - 1);
    }

    /** The phase that follows one of its phases. */
    public Phase after(Phase phase) {
        return base.isPresent() && phase == Phase.PREPAYMENT ? Phase.JOINED : phase.next();
    }

    /**
     * The time at which registrations count for a period: its start, or on a simulated ledger, whose periods are at no
     * time, when the session was announced.
     */
    public Instant registeredBy(int period) {
        return isSimulated() ? announcement.time() : startOf(period);
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
        JsonObject.Builder builder = JsonObject.builder();
        base.ifPresent(each -> builder.put("addsTo", baseJson(each)));
        return builder.put("sessionId", sessionId)
                .put("simulated", isSimulated())
                .put("announcedUtc", announcement.time().toString())
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
                fields.object("earliest", SessionRecord::readEarliest),
                new Announcement(Codecs.time(fields, "announcedUtc"), fields.flag("simulated")),
                fields.optionalObject("addsTo", SessionRecord::readBase));
    }

    public static JsonObject baseJson(Base base) {
        return JsonObject.builder()
                .put("sessionId", base.sessionId())
                .put("periods", JsonArray.ofNumbers(base.periods()))
                .build();
    }

    public static Base readBase(Fields fields) {
        return new Base(Codecs.id(fields, "sessionId"), Codecs.periods(fields, "periods"));
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

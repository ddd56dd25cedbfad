package org.gridbourse.calendar;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.gridbourse.market.quantity.MarketLimits;
import org.gridbourse.market.record.Phase;
import org.gridbourse.optimizer.input.YamlMap;
import org.gridbourse.optimizer.input.YamlValue;

/** Reads the sessions of a {@code market.yaml} and refuses gates that the ledger would refuse. */
record SessionRules(List<BaseRule> base, List<IntradayRule> intraday) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,23}");
    private static final String SIMULATED = "simulated";
    private static final int MINUTES_PER_DAY = 1440;
    private static final int LONGEST_DAY_HOURS = 25;
    private static final int MINUTES_PER_HOUR = 60;

    static SessionRules read(YamlValue value, ZoneId zone) {
        List<BaseRule> base = new ArrayList<>();
        List<YamlMap> intraday = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlValue entry : value.list()) {
            YamlMap map = entry.map();
            String name = map.text("name");
            if (!NAME.matcher(name).matches()) {
                throw map.refuse("name", "is \"" + name + "\"", "1 to 24 of a-z, 0-9 and -");
            }
            switch (map.text("kind")) {
                case "day-ahead" -> base.add(base(map, zone));
                case "intraday" -> intraday.add(map);
                case SIMULATED -> requireAlone(map, value);
                default ->
                    throw map.refuse("kind", "is \"" + map.text("kind") + "\"", "day-ahead, intraday, simulated");
            }
            if (!names.add(name) && map.text("kind").equals("intraday")) {
                throw map.refuse("name", "stands twice", "another name");
            }
        }
        if (base.isEmpty() && !isSimulated(value)) {
            throw value.refuse("has no day-ahead session", "at least one, to which intraday ones add");
        }
        return new SessionRules(
                base, intraday.stream().map(map -> intraday(map, base)).toList());
    }

    private static boolean isSimulated(YamlValue value) {
        return value.list().stream().anyMatch(each -> each.map().text("kind").equals(SIMULATED));
    }

    private static void requireAlone(YamlMap map, YamlValue value) {
        if (value.list().size() > 1) {
            throw map.refuse("kind", "is simulated, beside other sessions", "the only one");
        }
    }

    /** The sessions of a playground; empty where the market is a real one. */
    static Optional<SimulatedDays> simulated(YamlValue value, MarketCalendar calendar) {
        if (!isSimulated(value)) {
            return Optional.empty();
        }
        YamlMap map = value.list().get(0).map().onlyKeys("name", "kind", "periodMinutes", "firstDay", "everySeconds");
        map.value("firstDay");
        return Optional.of(new SimulatedDays(
                map.text("name"),
                calendar.zone(),
                calendar.currency(),
                calendar.tariffs(),
                periodMinutes(map, calendar.zone()),
                MarketFile.date(map, "firstDay").orElseThrow(),
                map.integer("everySeconds", SimulatedDays.LEAST_SECONDS, SimulatedDays.MOST_SECONDS)));
    }

    private static BaseRule base(YamlMap map, ZoneId zone) {
        map.onlyKeys("name", "kind", "periodMinutes", "from", "until", "gates", "fallback");
        LocalDate from = MarketFile.date(map, "from").orElse(LocalDate.MIN);
        Optional<LocalDate> until = MarketFile.date(map, "until");
        MarketFile.requireOrder(map, from, until);
        GateTime fallback = gate(map.value("fallback"));
        SortedMap<Phase, GateTime> gates = gates(map.map("gates"));
        BaseRule rule = new BaseRule(map.text("name"), periodMinutes(map, zone), gates, fallback, from, until);
        BaseGates.require(map, rule);
        return rule;
    }

    /** A length of which every day has a whole number, on the days when the clock is changed too. */
    private static int periodMinutes(YamlMap map, ZoneId zone) {
        int minutes = map.integer("periodMinutes", 1, MINUTES_PER_DAY);
        int periods = LONGEST_DAY_HOURS * MINUTES_PER_HOUR / minutes;
        if (MINUTES_PER_DAY % minutes != 0 || periods > MarketLimits.PERIODS_MAX) {
            throw map.refuse("periodMinutes", "is " + minutes, "a divisor of 1440, from 5 on");
        }
        for (var rule : zone.getRules().getTransitionRules()) {
            long shift = rule.getOffsetAfter().getTotalSeconds()
                    - rule.getOffsetBefore().getTotalSeconds();
            if (shift % (MINUTES_PER_HOUR * (long) minutes) != 0) {
                throw map.refuse(
                        "periodMinutes",
                        "is %d, and the clock of %s is changed by %d minutes"
                                .formatted(minutes, zone, Math.abs(shift) / MINUTES_PER_HOUR),
                        "a divisor of that");
            }
        }
        return minutes;
    }

    private static SortedMap<Phase, GateTime> gates(YamlMap map) {
        map.onlyKeys(LeastTimes.OF_BASE.stream().map(SessionRules::key).toArray(String[]::new));
        SortedMap<Phase, GateTime> gates = new TreeMap<>();
        for (Phase phase : LeastTimes.OF_BASE) {
            gates.put(phase, gate(map.value(key(phase))));
        }
        return gates;
    }

    static String key(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }

    private static GateTime gate(YamlValue value) {
        return GateTime.parse(value.text())
                .orElseThrow(() -> value.refuse(
                        "is \"" + value.text() + "\"",
                        "a day from the delivery on and a time, such as \"D-1 12:00\", within 30 days"));
    }

    private static IntradayRule intraday(YamlMap map, List<BaseRule> base) {
        map.onlyKeys("name", "kind", "starts", "horizonMinutes", "minutesBefore");
        List<LocalTime> starts =
                map.list("starts").stream().map(TariffBands::time).toList();
        for (int i = 0; i < starts.size(); i++) {
            boolean rises = i == 0 || starts.get(i).isAfter(starts.get(i - 1));
            int minute = starts.get(i).toSecondOfDay() / MINUTES_PER_HOUR;
            boolean fits = base.stream().allMatch(each -> minute % each.periodMinutes() == 0);
            if (!rises || !fits) {
                throw map.refuse("starts", "has " + starts.get(i), "rising times at which a period begins");
            }
        }
        Optional<Duration> horizon = map.has("horizonMinutes")
                ? Optional.of(Duration.ofMinutes(map.integer("horizonMinutes", 1, MINUTES_PER_DAY)))
                : Optional.empty();
        IntradayRule rule = new IntradayRule(map.text("name"), starts, horizon, ahead(map.map("minutesBefore")));
        BaseGates.requireTraded(map, rule, base);
        return rule;
    }

    private static SortedMap<Phase, Duration> ahead(YamlMap map) {
        map.onlyKeys(LeastTimes.OF_ADDING.stream().map(SessionRules::key).toArray(String[]::new));
        SortedMap<Phase, Duration> ahead = new TreeMap<>();
        Duration most = Duration.ofMinutes(MINUTES_PER_DAY);
        for (Phase phase : LeastTimes.OF_ADDING) {
            Duration before = Duration.ofMinutes(map.integer(key(phase), 0, MINUTES_PER_DAY));
            if (before.compareTo(most) > 0) {
                throw map.refuse(
                        key(phase),
                        "is %d".formatted(before.toMinutes()),
                        "at most %d: phases follow each other, REVEAL and PREPAYMENT last 10 minutes"
                                .formatted(most.toMinutes()));
            }
            ahead.put(phase, before);
            most = before.minus(LeastTimes.of(phase));
        }
        return ahead;
    }
}

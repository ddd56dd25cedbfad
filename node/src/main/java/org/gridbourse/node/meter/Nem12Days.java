package org.gridbourse.node.meter;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The days of a NEM12 file: one of two that tell of the same, and the sums of streams that belong together. */
final class Nem12Days {
    private static final int DAY_SECONDS = 86_400;

    private final RawFile raw;
    private final Map<String, Day> days = new LinkedHashMap<>();

    Nem12Days(RawFile raw) {
        this.raw = raw;
    }

    /** What a 200 record says. */
    record Stream(String meterId, String suffix, Optional<Direction> direction, EnergyUnit unit, int minutes) {}

    /**
     * What a 300 record and its 400 records say.
     *
     * @param texts the values as they stand there
     * @param milliWh the values; filled as they are read
     * @param qualities of each value; changed by 400 records
     * @param updated when, as digits in falling order of size
     */
    record Day(
            Stream stream,
            LocalDate date,
            List<String> texts,
            List<Long> milliWh,
            List<String> qualities,
            String updated) {}

    boolean isEmpty() {
        return days.isEmpty();
    }

    /** Keeps the later of two that tell of the same day. */
    void keep(Day day, int line) {
        String key = day.stream().meterId() + "\n" + day.stream().suffix() + "\n" + day.date();
        Day before = days.get(key);
        if (before == null) {
            days.put(key, day);
            return;
        }
        boolean same = before.texts().equals(day.texts());
        boolean later = day.updated().compareTo(before.updated()) > 0;
        if (!same && later) {
            days.put(key, day);
        }
        String twice =
                "line %d: %s of %s stands there ".formatted(line, day.stream().suffix(), day.date());
        raw.find(Finding.at(
                same ? FindingCode.DUPLICATE : FindingCode.CONFLICT,
                day.stream().meterId(),
                start(day),
                same
                        ? twice + "again; counted once"
                        : twice + "with other values; the %s is kept".formatted(later ? "later update" : "first")));
    }

    /** Streams of one metering point and way add up, day by day; a day that lacks one of them is not known whole. */
    void book() {
        Map<String, List<Day>> alike = new LinkedHashMap<>();
        Map<String, Set<String>> suffixes = new HashMap<>();
        for (Day each : days.values()) {
            String way = way(each);
            alike.computeIfAbsent(way + "\n" + each.date(), key -> new ArrayList<>())
                    .add(each);
            suffixes.computeIfAbsent(way, key -> new TreeSet<>())
                    .add(each.stream().suffix());
        }
        for (List<Day> sameDay : alike.values()) {
            Day first = sameDay.get(0);
            int expected = suffixes.get(way(first)).size();
            boolean oneLength = sameDay.stream()
                    .allMatch(each -> each.stream().minutes() == first.stream().minutes());
            if (sameDay.size() == expected && oneLength) {
                book(sameDay);
            } else {
                raw.find(Finding.at(
                        FindingCode.GAP,
                        first.stream().meterId(),
                        start(first),
                        "%s has %d of %d streams in steps of one length; the day is left out"
                                .formatted(first.date(), sameDay.size(), expected)));
            }
        }
    }

    private static String way(Day day) {
        return day.stream().meterId() + "\n" + day.stream().direction();
    }

    private void book(List<Day> sameDay) {
        Stream first = sameDay.get(0).stream();
        RawMeter meter = raw.meter(first.meterId());
        meter.statedIn(first.unit());
        int seconds = first.minutes() * 60;
        Instant start = start(sameDay.get(0));
        for (int i = 0; i < DAY_SECONDS / seconds; i++) {
            long milliWh = 0;
            Quality quality = Quality.MEASURED;
            boolean missing = false;
            for (Day each : sameDay) {
                milliWh += each.milliWh().get(i);
                quality = quality.worse(quality(each.qualities().get(i)));
                missing |= each.qualities().get(i).startsWith("N");
            }
            if (!missing) {
                Instant at = start.plusSeconds((long) i * seconds);
                meter.add(first.direction().orElseThrow(), new Piece(at, seconds, milliWh, quality));
            }
        }
    }

    private Instant start(Day day) {
        return day.date().atStartOfDay(raw.zone()).toInstant();
    }

    private static Quality quality(String flag) {
        return switch (flag.isEmpty() ? ' ' : flag.charAt(0)) {
            case 'A' -> Quality.MEASURED;
            case 'F', 'S' -> Quality.SUBSTITUTED;
            default -> Quality.ESTIMATED;
        };
    }
}

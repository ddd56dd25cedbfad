package org.gridbourse.node.meter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The one place that turns registers or stated intervals of a meter into periods.
 *
 * <p>At a boundary the last value at or before it counts. Where the register is older than that allows, its rise is
 * spread evenly over the time between its samples; that is measured inside a gap that the caller states, and estimated
 * beyond. A period that is not covered whole is left out. Whole Wh: what rounding leaves is carried to the next period,
 * so that each Wh is counted once.
 */
final class Periods {
    private static final long LONGEST_GAP_SECONDS = Duration.ofDays(400).toSeconds();

    private final String meterId;
    private final PeriodClock clock;
    private final int minutes;
    private final int interpolateMinutes;
    private final List<Finding> findings;

    /** What is known of one period, one way. */
    private static final class Cell {
        private long milliWh;
        private long coveredSeconds;
        private Quality quality = Quality.MEASURED;
    }

    Periods(String meterId, PeriodClock clock, int minutes, int interpolateMinutes, List<Finding> findings) {
        this.meterId = meterId;
        this.clock = clock;
        this.minutes = minutes;
        this.interpolateMinutes = interpolateMinutes;
        this.findings = findings;
    }

    /** Flows between a register's samples, those older than usual spread and doubted. */
    List<Flow> spreadGaps(List<Flow> flows, long usualSeconds) {
        long period = minutes * 60L;
        long fresh = Math.max(Math.min(usualSeconds, period) * 3 / 2, period / 3);
        List<Flow> spread = new ArrayList<>();
        for (Flow flow : flows) {
            boolean crosses = clock.endOf(clock.startAt(flow.from())).isBefore(flow.to());
            if (flow.seconds() > fresh && crosses) {
                boolean stated = flow.seconds() <= interpolateMinutes * 60L;
                if (flow.seconds() > usualSeconds * 3 / 2) {
                    find(FindingCode.GAP, flow.from(), "no value for %d minutes".formatted(flow.seconds() / 60));
                }
                if (flow.seconds() <= LONGEST_GAP_SECONDS) {
                    Quality quality = stated ? flow.quality() : flow.quality().worse(Quality.ESTIMATED);
                    spread.add(new Flow(flow.from(), flow.to(), flow.milliWh(), quality, true));
                }
            } else {
                spread.add(flow);
            }
        }
        return spread;
    }

    /** Stated intervals; one that lies in several periods says nothing of the single one. */
    List<Flow> split(List<Flow> flows) {
        return flows.stream()
                .map(flow -> clock.endOf(clock.startAt(flow.from())).isBefore(flow.to())
                        ? new Flow(
                                flow.from(),
                                flow.to(),
                                flow.milliWh(),
                                flow.quality().worse(Quality.ESTIMATED),
                                true)
                        : flow)
                .toList();
    }

    /** Periods that are known whole in each direction that the meter has; a direction that it has not is 0. */
    MeterIntervals of(Map<Direction, List<Flow>> flows) {
        Map<Direction, Map<Instant, Cell>> cells = new EnumMap<>(Direction.class);
        flows.forEach((direction, each) -> cells.put(direction, cells(each)));
        TreeSet<Instant> starts = new TreeSet<>();
        cells.values().forEach(each -> starts.addAll(each.keySet()));
        Map<Direction, Long> carriedMilliWh = new EnumMap<>(Direction.class);
        List<Interval> intervals = new ArrayList<>();
        for (Instant start : starts) {
            int length =
                    Math.toIntExact(Duration.between(start, clock.endOf(start)).toMinutes());
            Quality quality = Quality.MEASURED;
            boolean whole = true;
            for (Map<Instant, Cell> each : cells.values()) {
                Cell cell = each.get(start);
                whole &= cell != null && cell.coveredSeconds >= length * 60L;
                quality = cell == null ? quality : quality.worse(cell.quality);
            }
            if (whole) {
                long importWh = wh(cells.get(Direction.IMPORT), start, Direction.IMPORT, carriedMilliWh);
                long exportWh = wh(cells.get(Direction.EXPORT), start, Direction.EXPORT, carriedMilliWh);
                intervals.add(new Interval(start, length, importWh, exportWh, quality));
            }
        }
        findEstimated(intervals);
        return new MeterIntervals(meterId, intervals);
    }

    private static long wh(
            Map<Instant, Cell> cells, Instant start, Direction direction, Map<Direction, Long> carriedMilliWh) {
        if (cells == null) {
            return 0;
        }
        long milliWh = cells.get(start).milliWh + carriedMilliWh.getOrDefault(direction, 0L);
        long wh = Math.floorDiv(milliWh + 500, 1000L);
        carriedMilliWh.put(direction, milliWh - wh * 1000);
        return wh;
    }

    private Map<Instant, Cell> cells(List<Flow> flows) {
        Map<Instant, Cell> cells = new TreeMap<>();
        for (Flow flow : flows) {
            long shared = 0;
            for (Instant start = clock.startAt(flow.from()); start.isBefore(flow.to()); start = clock.endOf(start)) {
                Instant end = clock.endOf(start);
                Instant until = end.isBefore(flow.to()) ? end : flow.to();
                Cell cell = cells.computeIfAbsent(start, each -> new Cell());
                Instant since = start.isBefore(flow.from()) ? flow.from() : start;
                cell.coveredSeconds += Duration.between(since, until).toSeconds();
                long upTo = until.equals(flow.to()) ? flow.milliWh() : flow.spread() ? share(flow, until) : 0;
                cell.quality = cell.quality.worse(flow.quality());
                cell.milliWh += upTo - shared;
                shared = upTo;
            }
        }
        return cells;
    }

    private static long share(Flow flow, Instant until) {
        long passed = Duration.between(flow.from(), until).toSeconds();
        long whole = flow.milliWh() / flow.seconds() * passed;
        return whole + flow.milliWh() % flow.seconds() * passed / flow.seconds();
    }

    private void findEstimated(List<Interval> intervals) {
        for (int from = 0; from < intervals.size(); ) {
            Quality quality = intervals.get(from).quality();
            int to = from + 1;
            while (to < intervals.size() && intervals.get(to).quality() == quality) {
                to++;
            }
            if (quality != Quality.MEASURED) {
                find(
                        FindingCode.ESTIMATED,
                        intervals.get(from).start(),
                        "%d periods are %s"
                                .formatted(to - from, quality == Quality.ESTIMATED ? "estimated" : "substituted"));
            }
            from = to;
        }
    }

    private void find(FindingCode code, Instant at, String detail) {
        findings.add(Finding.at(code, meterId, at, detail));
    }
}

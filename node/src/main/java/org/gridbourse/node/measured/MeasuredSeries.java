package org.gridbourse.node.measured;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.node.forecast.DayGrid;
import org.gridbourse.node.intake.IntakeDesk.Register;
import org.gridbourse.node.intake.MeterDesk;

/**
 * What one thing of a site drew or gave, slot by slot, in kW: a history that grows as meters report. A slot that a meter
 * showed too late, by more than some days, stays unmeasured.
 *
 * @param grid on the clock of {@code zone}
 */
public record MeasuredSeries(DayGrid grid, ZoneId zone, Source source) {
    private static final Duration LATE = Duration.ofDays(2);
    private static final double MILLI_WH_PER_KWH = 1e6;
    private static final double MINUTES_PER_HOUR = 60;

    /**
     * From whose registers it follows.
     *
     * @param meterId its import less its export is what is drawn
     * @param less meters of what is behind the same wire and is no part of it, such as a roof or a battery
     * @param generation whether it is what is given that counts, not what is drawn
     */
    public record Source(String meterId, List<String> less, boolean generation) {
        public Source {
            less = List.copyOf(less);
        }
    }

    /** One slot that was measured. */
    public record Slot(Instant start, double kw) {}

    /** Puts what meters have shown since; answers it, for whoever keeps it. */
    public List<Slot> learn(MeterDesk desk, Instant now) {
        Duration step = Duration.ofMinutes(grid.stepMinutes());
        long seconds = step.toSeconds();
        Instant first = Instant.ofEpochSecond(Math.floorDiv(now.minus(LATE).getEpochSecond(), seconds) * seconds);
        List<Slot> learnt = new ArrayList<>();
        for (Instant start = first; !start.plus(step).isAfter(now); start = start.plus(step)) {
            if (!isKnown(start)) {
                Instant from = start;
                kw(desk, from, step).ifPresent(kw -> learnt.add(new Slot(from, kw)));
            }
        }
        learnt.forEach(this::put);
        return learnt;
    }

    /** Puts one slot; of an hour that the clock shows twice the mean of both. */
    public void put(Slot slot) {
        ZonedDateTime local = slot.start().atZone(zone);
        int day = grid.day(local.toLocalDate());
        if (day >= 0) {
            int place = slot(local);
            double before = grid.value(day, place);
            grid.put(day, place, Double.isNaN(before) ? slot.kw() : (before + slot.kw()) / 2);
        }
    }

    private boolean isKnown(Instant start) {
        ZonedDateTime local = start.atZone(zone);
        int day = grid.day(local.toLocalDate());
        return day < 0 || !Double.isNaN(grid.value(day, slot(local)));
    }

    private int slot(ZonedDateTime local) {
        return (local.getHour() * 60 + local.getMinute()) / grid.stepMinutes();
    }

    private Optional<Double> kw(MeterDesk desk, Instant start, Duration step) {
        Optional<Long> drawn = drawnMilliWh(desk, source.meterId(), start, step);
        for (String each : source.less()) {
            Optional<Long> other = drawnMilliWh(desk, each, start, step);
            drawn = drawn.flatMap(sum -> other.map(part -> sum - part));
        }
        return drawn.map(milliWh ->
                (source.generation() ? -milliWh : milliWh) / MILLI_WH_PER_KWH * MINUTES_PER_HOUR / step.toMinutes());
    }

    /** Import less export of a meter in a slot; empty where it did not show both ends. */
    private static Optional<Long> drawnMilliWh(MeterDesk desk, String meterId, Instant start, Duration step) {
        Instant end = start.plus(step);
        boolean over = desk.knows(meterId)
                && desk.lastAt(meterId).filter(last -> !last.isBefore(end)).isPresent();
        if (!over) {
            return Optional.empty();
        }
        Optional<Register> before = desk.register(meterId, start, step);
        Optional<Register> after = desk.register(meterId, end, step);
        return before.flatMap(from -> after.map(
                to -> to.importMilliWh() - from.importMilliWh() - (to.exportMilliWh() - from.exportMilliWh())));
    }
}

package org.gridbourse.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.tariff.Tariff;

/** What happens for one delivery day, in sentences. */
public record DayWords(MarketCalendar calendar) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("EEE d MMM HH:mm xxx", Locale.ENGLISH);

    /** One sentence a line: the day, then each session with its gates and its tariff. */
    public List<String> of(LocalDate day) {
        List<String> lines = new ArrayList<>();
        lines.add(theDay(day));
        List<PlannedSession> sessions = calendar.sessionsOf(day);
        if (sessions.isEmpty()) {
            lines.add(whyNone(day));
        }
        for (PlannedSession session : sessions) {
            lines.add("");
            lines.addAll(session.isBase() ? base(session) : adding(session));
        }
        return List.copyOf(lines);
    }

    private String theDay(LocalDate day) {
        Duration length = calendar.lengthOf(day);
        String hours = length.toMinutesPart() == 0
                ? "%d hours".formatted(length.toHours())
                : "%d h %d min".formatted(length.toHours(), length.toMinutesPart());
        String text = "%s in %s has %s, from %s to %s."
                .formatted(
                        DAY.format(day),
                        calendar.zone(),
                        hours,
                        calendar.zone()
                                .getRules()
                                .getOffset(day.atStartOfDay(calendar.zone()).toInstant()),
                        calendar.zone()
                                .getRules()
                                .getOffset(day.plusDays(1)
                                        .atStartOfDay(calendar.zone())
                                        .toInstant()));
        return calendar.clockChange(day)
                .map(change -> text + " " + change(change))
                .orElse(text);
    }

    private static String change(ZoneOffsetTransition change) {
        String before = CLOCK.format(change.getDateTimeBefore());
        String after = CLOCK.format(change.getDateTimeAfter());
        return change.isGap()
                ? "The clock goes from %s to %s: the time between is left out.".formatted(before, after)
                : "The clock goes back from %s to %s: the time between comes twice.".formatted(before, after);
    }

    private String whyNone(LocalDate day) {
        return calendar.baseRule(day).isEmpty()
                ? "No session: no day-ahead rule holds on this day."
                : "No session: no tariff is published for this day.";
    }

    private List<String> base(PlannedSession session) {
        List<String> lines = new ArrayList<>();
        lines.add("%s: %d periods of %d minutes, %s to %s."
                .formatted(
                        session.sessionId(),
                        session.periods(),
                        session.delivery().periodMinutes(),
                        when(session.start()),
                        when(session.end())));
        lines.add("  %s  announced".formatted(when(session.announceAt())));
        gates(session, lines);
        lines.add(
                "  %s  fallback: if its gate has not closed by then, it is cancelled, bonds are free, and the same periods"
                                .formatted(when(session.fallback().orElseThrow()))
                        + " are delivered without orders, by pool and grid");
        tariffs(session, lines);
        return lines;
    }

    private List<String> adding(PlannedSession session) {
        List<String> lines = new ArrayList<>();
        lines.add("%s: adds to %d periods of %s, %s to %s."
                .formatted(
                        session.sessionId(),
                        session.periods(),
                        session.base().orElseThrow().sessionId(),
                        when(session.start()),
                        when(session.end())));
        gates(session, lines);
        return lines;
    }

    private void gates(PlannedSession session, List<String> lines) {
        for (Map.Entry<Phase, Instant> gate : session.earliest().entrySet()) {
            lines.add("  %s  %s".formatted(when(gate.getValue()), meaning(gate.getKey())));
        }
    }

    private static String meaning(Phase phase) {
        return switch (phase) {
            case QUOTATION -> "QUOTATION: orders are sealed and committed";
            case REVEAL -> "REVEAL: the gate closes, orders are opened";
            case CLEARED -> "CLEARED: prices and trades are found";
            case PREPAYMENT -> "PREPAYMENT: buyers lock the price, sellers a bond";
            case DELIVERY -> "DELIVERY: who has not prepaid is in default, the trades stand";
            case SETTLED -> "SETTLED: settlement from the readings";
            case CLOSED -> "CLOSED: last corrections are in, credit and fund";
            case JOINED -> "JOINED: its trades belong to the base session";
            case ANNOUNCED, CANCELLED -> phase.name();
        };
    }

    private void tariffs(PlannedSession session, List<String> lines) {
        Optional<Tariff> last = Optional.empty();
        for (int period = 0; period < session.periods(); period++) {
            Tariff tariff = session.delivery().tariffs().get(period);
            if (last.filter(tariff::equals).isEmpty()) {
                ZonedDateTime from =
                        session.delivery().periodStarts().get(period).atZone(calendar.zone());
                lines.add("  from %s: grid sells at %s, buys at %s, wires cost %s %s per kWh%s"
                        .formatted(
                                CLOCK.format(from),
                                Decimals.exact(tariff.retail(), 2),
                                Decimals.exact(tariff.feedIn(), 2),
                                Decimals.exact(tariff.gridFee(), 2),
                                calendar.currency(),
                                tariff.takesOrders() ? "" : "; no orders, peers have no price"));
            }
            last = Optional.of(tariff);
        }
    }

    private String when(Instant time) {
        return WHEN.format(time.atZone(calendar.zone()));
    }
}

package org.gridbourse.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.SessionRecord.Base;
import org.gridbourse.market.request.AnnounceSession;
import org.gridbourse.market.request.AnnounceSession.Delivery;
import org.gridbourse.market.tariff.Tariff;

/**
 * The sessions of a market by the day on which they deliver: which periods they have, at which tariff, and when their
 * phases begin. The same answer for the same day, whoever asks and when.
 *
 * @param zone of all its times
 * @param currency three capital letters
 * @param announceDays how many days before delivery a base session is announced
 * @param base one after the other; of two that hold on a day the one that began later counts
 */
public record MarketCalendar(
        ZoneId zone,
        String currency,
        int announceDays,
        TariffPlan tariffs,
        List<BaseRule> base,
        List<IntradayRule> intraday) {
    private static final int FIRST_OF_DAY = 0;

    public MarketCalendar {
        base = List.copyOf(base);
        intraday = List.copyOf(intraday);
    }

    /** The day's base session and those that add to it, in order of their gates; none where no rule or tariff holds. */
    public List<PlannedSession> sessionsOf(LocalDate day) {
        Optional<BaseRule> rule = baseRule(day);
        Optional<ValidTariff> tariff = tariffs.on(day);
        if (rule.isEmpty() || tariff.isEmpty()) {
            return List.of();
        }
        PlannedSession session = baseSession(day, rule.get(), tariff.get());
        List<PlannedSession> sessions = new ArrayList<>(List.of(session));
        for (IntradayRule each : intraday) {
            sessions.addAll(adding(day, each, session));
        }
        return List.copyOf(sessions);
    }

    Optional<BaseRule> baseRule(LocalDate day) {
        return base.stream().filter(each -> each.holdsOn(day)).reduce((earlier, later) -> later);
    }

    /** The change of the clock on a day, if there is one. */
    public Optional<ZoneOffsetTransition> clockChange(LocalDate day) {
        ZoneOffsetTransition next = zone.getRules()
                .nextTransition(day.atStartOfDay(zone).toInstant().minusNanos(1));
        return Optional.ofNullable(next).filter(change -> change.getInstant()
                .isBefore(day.plusDays(1).atStartOfDay(zone).toInstant()));
    }

    /** Length of a local day. */
    public Duration lengthOf(LocalDate day) {
        return Duration.between(day.atStartOfDay(zone), day.plusDays(1).atStartOfDay(zone));
    }

    private PlannedSession baseSession(LocalDate day, BaseRule rule, ValidTariff tariff) {
        Instant start = day.atStartOfDay(zone).toInstant();
        Duration length = Duration.ofMinutes(rule.periodMinutes());
        int periods = Math.toIntExact(lengthOf(day).dividedBy(length));
        List<Instant> starts = AnnounceSession.regular(start, length, periods);
        List<Tariff> tariffsOfPeriods = starts.stream()
                .map(each -> tariff.at(each.atZone(zone).toLocalTime()))
                .toList();
        SortedMap<Phase, Instant> gates = new TreeMap<>();
        rule.gates().forEach((phase, gate) -> gates.put(phase, gate.on(day, zone)));
        Instant end = start.plus(length.multipliedBy(periods));
        return new PlannedSession(
                rule.name() + "-" + day,
                day.minusDays(announceDays).atStartOfDay(zone).toInstant(),
                day,
                Optional.empty(),
                new Delivery(currency, rule.periodMinutes(), starts, tariffsOfPeriods),
                LeastTimes.kept(gates, end),
                Optional.of(rule.fallback().on(day, zone)));
    }

    private List<PlannedSession> adding(LocalDate day, IntradayRule rule, PlannedSession session) {
        List<PlannedSession> adding = new ArrayList<>();
        Instant last = Instant.MIN;
        for (LocalTime time : rule.starts()) {
            Instant start = ZonedDateTime.of(day, time, zone).toInstant();
            // two times in a gap of the clock are one
            if (start.isAfter(last)) {
                adding.add(adding(rule, session, start, time));
                last = start;
            }
        }
        return adding;
    }

    private PlannedSession adding(IntradayRule rule, PlannedSession session, Instant start, LocalTime time) {
        Instant end =
                rule.horizon().map(start::plus).filter(session.end()::isAfter).orElse(session.end());
        List<Instant> starts = session.delivery().periodStarts();
        List<Integer> periods = IntStream.range(FIRST_OF_DAY, session.periods())
                .filter(period -> !starts.get(period).isBefore(start)
                        && starts.get(period).isBefore(end))
                .boxed()
                .toList();
        SortedMap<Phase, Instant> gates = new TreeMap<>();
        rule.ahead()
                .forEach((phase, ahead) ->
                        gates.put(phase, starts.get(periods.get(0)).minus(ahead)));
        return new PlannedSession(
                "%s-%s-%02d%02d".formatted(rule.name(), session.deliveryDay(), time.getHour(), time.getMinute()),
                session.earliest().get(Phase.DELIVERY),
                session.deliveryDay(),
                Optional.of(new Base(session.sessionId(), periods)),
                new Delivery(
                        currency,
                        session.delivery().periodMinutes(),
                        periods.stream().map(starts::get).toList(),
                        periods.stream().map(session.delivery().tariffs()::get).toList()),
                LeastTimes.kept(gates, end),
                Optional.empty());
    }
}

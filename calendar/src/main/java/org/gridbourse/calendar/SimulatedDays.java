package org.gridbourse.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.request.AnnounceSession;
import org.gridbourse.market.request.AnnounceSession.Delivery;

/**
 * A playground's sessions: each delivers the next simulated day, and a new one begins every so many seconds. Its gates
 * are times of the real clock.
 *
 * @param name first part of the sessions' ids
 * @param firstDay that is delivered
 * @param everySeconds from one announcement to the next
 */
public record SimulatedDays(
        String name,
        ZoneId zone,
        String currency,
        TariffPlan tariffs,
        int periodMinutes,
        LocalDate firstDay,
        int everySeconds)
        implements SessionPlan {
    /** The fastest playground: phases need seconds for their transactions. */
    public static final int LEAST_SECONDS = 20;

    /** The slowest one. */
    public static final int MOST_SECONDS = 86_400;

    /** Where each phase begins, in hundredths of the time between two sessions. */
    private static final SortedMap<Phase, Integer> HUNDREDTHS = new TreeMap<>(Map.of(
            Phase.QUOTATION, 0,
            Phase.REVEAL, 50,
            Phase.CLEARED, 58,
            Phase.PREPAYMENT, 60,
            Phase.DELIVERY, 70,
            Phase.SETTLED, 85,
            Phase.CLOSED, 95));

    private static final long MILLIS_OF_HUNDREDTH = 10;

    /** The same at another speed. */
    public SimulatedDays every(int seconds) {
        return new SimulatedDays(name, zone, currency, tariffs, periodMinutes, firstDay, seconds);
    }

    @Override
    public List<PlannedSession> due(Instant now, Collection<KnownSession> known) {
        Optional<LocalDate> last =
                known.stream().flatMap(each -> day(each.sessionId()).stream()).max(LocalDate::compareTo);
        boolean waits = last.isPresent()
                && known.stream()
                        .filter(each -> each.sessionId().equals(id(last.get())))
                        .flatMap(each -> each.session().stream())
                        .anyMatch(each -> each.announcement()
                                .time()
                                .plusSeconds(everySeconds)
                                .isAfter(now));
        LocalDate next = last.map(day -> day.plusDays(1)).orElse(firstDay);
        return waits ? List.of() : session(next, now).stream().toList();
    }

    @Override
    public Optional<PlannedSession> inPlaceOf(SessionRecord missed, Phase phase, Instant now) {
        return Optional.empty();
    }

    /** The session of a simulated day if it is announced at a time; empty where no tariff holds. */
    public Optional<PlannedSession> session(LocalDate day, Instant now) {
        return tariffs.on(day).map(tariff -> session(day, tariff, now));
    }

    private PlannedSession session(LocalDate day, ValidTariff tariff, Instant now) {
        Duration length = Duration.ofMinutes(periodMinutes);
        List<Instant> starts = AnnounceSession.regular(
                day.atStartOfDay(zone).toInstant(),
                length,
                Math.toIntExact(
                        Duration.between(day.atStartOfDay(zone), day.plusDays(1).atStartOfDay(zone))
                                .dividedBy(length)));
        SortedMap<Phase, Instant> times = new TreeMap<>();
        HUNDREDTHS.forEach((phase, part) -> times.put(
                phase,
                Instant.ofEpochSecond(now.plusMillis(MILLIS_OF_HUNDREDTH * part * everySeconds)
                        .getEpochSecond())));
        return new PlannedSession(
                id(day),
                now,
                day,
                Optional.empty(),
                new Delivery(
                        currency,
                        periodMinutes,
                        starts,
                        starts.stream()
                                .map(start -> tariff.at(start.atZone(zone).toLocalTime()))
                                .toList()),
                times,
                Optional.empty());
    }

    private String id(LocalDate day) {
        return name + "-" + day;
    }

    private Optional<LocalDate> day(String sessionId) {
        if (!sessionId.startsWith(name + "-")) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(sessionId.substring(name.length() + 1)));
        } catch (DateTimeParseException another) {
            return Optional.empty();
        }
    }
}

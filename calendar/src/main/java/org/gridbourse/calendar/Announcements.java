package org.gridbourse.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.SessionRecord.Base;
import org.gridbourse.market.request.AnnounceSession.Delivery;

/** The sessions of a calendar as they come due. */
public record Announcements(MarketCalendar calendar) implements SessionPlan {
    /** What a session without orders needs from its announcement to its first period. */
    private static final int WITHOUT_ORDERS_SECONDS = 25 * 60;

    private static final int REVEAL_SECONDS = 60;
    private static final int PHASE_SECONDS = 11 * 60;
    private static final String WITHOUT_ORDERS = "-grid";

    @Override
    public List<PlannedSession> due(Instant now, Collection<KnownSession> known) {
        LocalDate today = now.atZone(calendar.zone()).toLocalDate();
        List<PlannedSession> due = new ArrayList<>();
        for (int ahead = 0; ahead <= calendar.announceDays(); ahead++) {
            for (PlannedSession session : calendar.sessionsOf(today.plusDays(ahead))) {
                if (!session.announceAt().isAfter(now) && session.canBeAnnounced(now)) {
                    announced(session, known).ifPresent(due::add);
                }
            }
        }
        return List.copyOf(due);
    }

    /** The session as it can be announced now; empty where it is, or must not be any more. */
    private static Optional<PlannedSession> announced(PlannedSession session, Collection<KnownSession> known) {
        boolean taken = known.stream().anyMatch(each -> each.sessionId().equals(session.sessionId()));
        if (taken) {
            return Optional.empty();
        }
        Optional<KnownSession> delivering =
                known.stream().filter(each -> each.covers(session)).findFirst();
        if (session.isBase()) {
            return delivering.isPresent() ? Optional.empty() : Optional.of(session);
        }
        // a ledger takes what adds once its base session is traded
        return delivering
                .filter(each -> each.phase() == Phase.DELIVERY)
                .flatMap(KnownSession::session)
                .flatMap(base -> onto(session, base));
    }

    /** The same periods of whatever base session is on the ledger, which may be of an earlier calendar. */
    private static Optional<PlannedSession> onto(PlannedSession session, SessionRecord base) {
        List<Integer> periods = session.delivery().periodStarts().stream()
                .map(base.periodStarts()::indexOf)
                .toList();
        if (periods.contains(-1)) {
            return Optional.empty();
        }
        return Optional.of(new PlannedSession(
                session.sessionId(),
                session.announceAt(),
                session.deliveryDay(),
                Optional.of(new Base(base.sessionId(), periods)),
                Delivery.of(base, periods),
                session.earliest(),
                Optional.empty()));
    }

    @Override
    public Optional<PlannedSession> inPlaceOf(SessionRecord missed, Phase phase, Instant now) {
        LocalDate day = missed.startOf(0).atZone(calendar.zone()).toLocalDate();
        boolean open = phase == Phase.ANNOUNCED || phase == Phase.QUOTATION;
        boolean late = calendar.sessionsOf(day).stream()
                .filter(each -> each.sessionId().equals(missed.sessionId()))
                .flatMap(each -> each.fallback().stream())
                .anyMatch(fallback -> !now.isBefore(fallback));
        boolean another = !now.plusSeconds(WITHOUT_ORDERS_SECONDS).isAfter(missed.startOf(0));
        return open && late && another ? Optional.of(withoutOrders(missed, day, now)) : Optional.empty();
    }

    private static PlannedSession withoutOrders(SessionRecord missed, LocalDate day, Instant now) {
        SortedMap<Phase, Instant> times = new TreeMap<>(missed.earliest());
        Instant reveal = now.plusSeconds(REVEAL_SECONDS);
        times.put(Phase.QUOTATION, reveal);
        times.put(Phase.REVEAL, reveal);
        times.put(Phase.CLEARED, reveal.plusSeconds(PHASE_SECONDS));
        times.put(Phase.PREPAYMENT, reveal.plusSeconds(PHASE_SECONDS));
        times.put(Phase.DELIVERY, reveal.plusSeconds(2L * PHASE_SECONDS));
        return new PlannedSession(
                missed.sessionId() + WITHOUT_ORDERS,
                now,
                day,
                Optional.empty(),
                new Delivery(missed.currency(), missed.periodMinutes(), missed.periodStarts(), missed.tariffs()),
                times,
                Optional.empty());
    }
}

package org.gridbourse.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.SessionRecord.Base;
import org.gridbourse.market.request.AnnounceSession;
import org.gridbourse.market.request.AnnounceSession.Delivery;

/**
 * A session as the calendar foresees it.
 *
 * @param announceAt when it is announced
 * @param deliveryDay in local time
 * @param base to what it adds; empty: a base session
 * @param delivery periods and tariffs, those of an adding session as its base has them
 * @param earliest time of each phase change
 * @param fallback of a base session: if its gate has not closed by then, it is cancelled, its bonds are free, and the
 *     same periods are delivered by a session without orders, with pool and grid
 */
public record PlannedSession(
        String sessionId,
        Instant announceAt,
        LocalDate deliveryDay,
        Optional<Base> base,
        Delivery delivery,
        SortedMap<Phase, Instant> earliest,
        Optional<Instant> fallback) {
    public PlannedSession {
        earliest = Collections.unmodifiableSortedMap(new TreeMap<>(earliest));
    }

    public boolean isBase() {
        return base.isEmpty();
    }

    public Instant start() {
        return delivery.periodStarts().get(0);
    }

    public Instant end() {
        return delivery.periodStarts().get(periods() - 1).plusSeconds(60L * delivery.periodMinutes());
    }

    public int periods() {
        return delivery.periodStarts().size();
    }

    /** Whether it can still be announced: nobody may be given less than its quotation. */
    public boolean canBeAnnounced(Instant now) {
        return now.isBefore(earliest.get(Phase.REVEAL));
    }

    /** What is sent to the ledger. */
    public AnnounceSession announcement() {
        return base.isPresent()
                ? new AnnounceSession(sessionId, earliest, Optional.empty(), base)
                : AnnounceSession.of(sessionId, delivery, earliest);
    }
}

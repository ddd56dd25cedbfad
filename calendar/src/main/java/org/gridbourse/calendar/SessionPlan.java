package org.gridbourse.calendar;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.SessionRecord;

/** Which sessions are to be announced, seen from what is on the ledger; that is never touched again. */
public interface SessionPlan {
    /** Sessions that are due and not announced, in order of their start. */
    List<PlannedSession> due(Instant now, Collection<KnownSession> known);

    /** The session without orders that is to take the place of one whose gate was missed; empty unless it is time. */
    Optional<PlannedSession> inPlaceOf(SessionRecord missed, Phase phase, Instant now);
}

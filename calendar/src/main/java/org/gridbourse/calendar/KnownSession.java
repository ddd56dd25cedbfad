package org.gridbourse.calendar;

import java.util.Optional;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.SessionRecord;

/**
 * A session that is on the ledger.
 *
 * @param session empty where it is over, so that its id alone matters
 */
public record KnownSession(String sessionId, Phase phase, Optional<SessionRecord> session) {
    /** Whether it delivers some of the other session's time, as one with periods of its own. */
    boolean covers(PlannedSession other) {
        return phase != Phase.CANCELLED
                && session.filter(each -> each.base().isEmpty())
                        .filter(each -> each.startOf(0).isBefore(other.end())
                                && other.start().isBefore(each.end()))
                        .isPresent();
    }
}

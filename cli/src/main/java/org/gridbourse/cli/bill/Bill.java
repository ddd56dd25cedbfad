package org.gridbourse.cli.bill;

import java.util.List;

/** What one participant paid and got over all sessions, and what its word is worth after them. */
public record Bill(String participantId, List<SessionBill> sessions, int creditBefore, int creditAfter) {
    public Bill {
        sessions = List.copyOf(sessions);
    }

    public long gridOnlyNano() {
        return sessions.stream().mapToLong(SessionBill::gridOnlyNano).reduce(0, Math::addExact);
    }

    public long withMarketNano() {
        return sessions.stream().mapToLong(SessionBill::withMarketNano).reduce(0, Math::addExact);
    }

    public long savedNano() {
        return Math.subtractExact(withMarketNano(), gridOnlyNano());
    }

    public long shortWh() {
        return sessions.stream().mapToLong(SessionBill::shortWh).sum();
    }
}

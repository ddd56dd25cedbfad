package org.gridbourse.market.record;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The outcomes of a ledger's sessions. One that added to another is settled and closed with that one. */
public final class SessionOutcomes {
    private final Map<String, SessionOutcome> outcomes = new TreeMap<>();
    private final Map<String, Set<String>> adding = new TreeMap<>();

    /** Adds a record of a session, in the ledger's order. */
    public void add(String sessionId, StateRecord record) {
        if (record instanceof SessionRecord session) {
            session.base().ifPresent(base -> adding.computeIfAbsent(base.sessionId(), id -> new TreeSet<>())
                    .add(sessionId));
        }
        of(sessionId).add(record);
        for (String other : adding.getOrDefault(sessionId, new TreeSet<>())) {
            if (record instanceof PhaseRecord && of(other).isJoined()) {
                of(other).add(record);
            }
        }
    }

    /** Of one session; as it is announced, where nothing is known. */
    public SessionOutcome of(String sessionId) {
        return outcomes.computeIfAbsent(sessionId, id -> new SessionOutcome());
    }

    /** Lets go of a session that is over. */
    public void forget(String sessionId) {
        outcomes.remove(sessionId);
        adding.remove(sessionId);
    }
}

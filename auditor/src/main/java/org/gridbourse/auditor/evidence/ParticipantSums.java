package org.gridbourse.auditor.evidence;

import java.util.HashMap;
import java.util.Map;
import org.gridbourse.market.record.StatementRecord;

/**
 * What each participant's statements add up to, the last revision of a period counting. Single periods are kept only while
 * their session can still be corrected.
 */
final class ParticipantSums {
    private final Map<String, Sum> sums = new HashMap<>();
    private final Map<String, Map<String, Sum>> correctable = new HashMap<>();

    /** Energies in Wh and the net in nano. */
    record Sum(long contractedWh, long deliveredWh, long shortWh, long netNano) {
        private static final Sum NOTHING = new Sum(0, 0, 0, 0);

        private Sum plus(Sum other) {
            return new Sum(
                    Math.addExact(contractedWh, other.contractedWh),
                    Math.addExact(deliveredWh, other.deliveredWh),
                    Math.addExact(shortWh, other.shortWh),
                    Math.addExact(netNano, other.netNano));
        }

        private Sum minus(Sum other) {
            return new Sum(
                    Math.subtractExact(contractedWh, other.contractedWh),
                    Math.subtractExact(deliveredWh, other.deliveredWh),
                    Math.subtractExact(shortWh, other.shortWh),
                    Math.subtractExact(netNano, other.netNano));
        }
    }

    void add(StatementRecord statement) {
        String participant = statement.participantId();
        Sum figures = new Sum(
                statement.figures().contracted().wh(),
                statement.figures().delivered().wh(),
                statement.figures().missed().wh(),
                statement.figures().net().nano());
        Sum before = correctable
                .computeIfAbsent(statement.sessionId(), id -> new HashMap<>())
                .put(participant + "/" + statement.period(), figures);
        sums.merge(participant, before == null ? figures : figures.minus(before), Sum::plus);
    }

    /** Nothing of this session changes any more. */
    void close(String sessionId) {
        correctable.remove(sessionId);
    }

    Sum of(String participant) {
        return sums.getOrDefault(participant, Sum.NOTHING);
    }
}

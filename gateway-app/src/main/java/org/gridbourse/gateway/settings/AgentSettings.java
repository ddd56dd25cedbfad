package org.gridbourse.gateway.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gridbourse.node.rule.LimitMargins;
import org.gridbourse.node.simulation.Behaviour;

/**
 * One node of the agents' file: its site and what it knows, and does, in each session.
 *
 * @param limitMargins first and last margin of the steps in which a period's energy is offered, each 0..1
 * @param seed of the dispatcher and of the deviation where no actual day is given
 */
public record AgentSettings(
        String participantId,
        String organisation,
        Path site,
        LimitMargins limitMargins,
        long seed,
        List<SessionSettings> sessions) {

    /** What this node brings to the session; absent: it takes no part in it. */
    public Optional<SessionSettings> session(String sessionId) {
        return sessions.stream()
                .filter(session -> session.sessionId().equals(sessionId))
                .findFirst();
    }

    /**
     * @param forecast the day file that is planned with
     * @param actual what the meters will see; absent: the forecast with a seeded error
     */
    public record SessionSettings(String sessionId, Path forecast, Optional<Path> actual, Behaviour behaviour) {}
}

package org.gridbourse.gateway.agent;

import java.util.Optional;
import org.gridbourse.gateway.web.RefusedCall;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.node.trading.NotReadyException;
import org.gridbourse.node.trading.Outlook;
import org.gridbourse.optimizer.InputRefusedException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** How this instance's nodes see sessions that are to come. */
@Component
class Outlooks {
    private final Nodes nodes;

    Outlooks(Nodes nodes) {
        this.nodes = nodes;
    }

    /**
     * Empty where no node of this instance plans for the participant.
     *
     * @throws RefusedCall if its node foresees nothing for this session
     */
    Optional<Outlook> of(String participantId, SessionRecord session) {
        try {
            return nodes.all().stream()
                    .filter(node -> node.participantId().equals(participantId))
                    .findFirst()
                    .map(node -> node.agent().outlook(session));
        } catch (InputRefusedException | NotReadyException | IllegalArgumentException problem) {
            throw new RefusedCall(HttpStatus.CONFLICT, "NO_FORECAST", problem.getMessage());
        }
    }
}

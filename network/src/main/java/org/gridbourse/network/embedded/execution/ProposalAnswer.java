package org.gridbourse.network.embedded.execution;

import org.hyperledger.fabric.protos.peer.ProposalResponse;

/** What a peer says to a proposal. */
public sealed interface ProposalAnswer {
    /** It was executed, or execution failed: status and perhaps an endorsement are inside. */
    record Executed(ProposalResponse response) implements ProposalAnswer {}

    /** It was refused after inspection: malformed, signed by the wrong one, used before. Another peer would say the same. */
    record Refused(String message) implements ProposalAnswer {}

    /** It was turned away at the door: certificate expired, clock too far off. Another peer may see it differently. */
    record TurnedAway(String message) implements ProposalAnswer {}
}

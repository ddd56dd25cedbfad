package org.gridbourse.gateway.fabric;

import java.util.Optional;
import org.gridbourse.market.Refusal;

/** What became of a transaction, as far as it is known. */
public sealed interface SubmitOutcome {
    String transactionId();

    /** In that block and valid; {@code response} is what the contract answered. */
    record Committed(String transactionId, String response, long block) implements SubmitOutcome {}

    /** The contract, or the network's validation, said no; nothing changed. Sending it again would change nothing. */
    record Refused(String transactionId, String code, String detail) implements SubmitOutcome {

        /** Why, where it was the market that refused. */
        public Optional<Refusal> refusal() {
            return Refusal.named(code);
        }
    }

    /** Other transactions were faster each time; nothing changed, and later it may pass. */
    record Conflict(String transactionId, String reason) implements SubmitOutcome {}

    /** It was sent, and the peer could not say in time what became of it. */
    record Unknown(String transactionId, String reason) implements SubmitOutcome {}
}

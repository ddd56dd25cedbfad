package org.gridbourse.market.state;

import java.time.Instant;
import java.util.Objects;

/**
 * One call of a function of the market.
 *
 * @param channel the channel's name, part of what is hashed and signed, so that nothing is valid on another ledger
 * @param function the function's name as the ledger knows it
 * @param request the one argument: a JSON object
 * @param caller who signed the proposal
 * @param timestamp the client's time in the proposal, bounded by the peers to their time window
 * @param transactionId Fabric's id of the transaction
 */
public record Invocation(
        String channel, String function, String request, Caller caller, Instant timestamp, String transactionId) {
    public Invocation {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(caller, "caller");
        Objects.requireNonNull(timestamp, "timestamp");
        Objects.requireNonNull(transactionId, "transactionId");
    }
}

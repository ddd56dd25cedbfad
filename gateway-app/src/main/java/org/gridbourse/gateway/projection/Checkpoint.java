package org.gridbourse.gateway.projection;

import java.util.Optional;
import java.util.OptionalLong;

/** The last event that is in the database; the next one to ask for is the one after it. */
public record Checkpoint(long blockNumber, String transactionId) implements org.hyperledger.fabric.client.Checkpoint {
    @Override
    public OptionalLong getBlockNumber() {
        return OptionalLong.of(blockNumber);
    }

    @Override
    public Optional<String> getTransactionId() {
        return Optional.of(transactionId);
    }
}

package org.gridbourse.gateway.projection;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.client.ChaincodeEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Brings each event and the checkpoint behind it into the database, whole or not at all. */
public final class Projector {
    private final JdbcClient database;
    private final TransactionOperations transactions;
    private final List<ProjectionPart> parts;
    private final InstantSource clock;

    public Projector(
            JdbcClient database, TransactionOperations transactions, List<ProjectionPart> parts, InstantSource clock) {
        this.database = database;
        this.transactions = transactions;
        this.parts = List.copyOf(parts);
        this.clock = clock;
    }

    /** Where to go on; empty: from the beginning. */
    public Optional<Checkpoint> checkpoint() {
        return database.sql("select block_number, transaction_id from checkpoint")
                .query((row, number) -> new Checkpoint(row.getLong("block_number"), row.getString("transaction_id")))
                .optional();
    }

    synchronized LedgerAdvanced apply(ChaincodeEvent chaincodeEvent) {
        LedgerEvent event = LedgerEvent.read(chaincodeEvent, clock.instant());
        transactions.executeWithoutResult(status -> {
            parts.forEach(part -> part.apply(event));
            moveCheckpoint(event);
        });
        return new LedgerAdvanced(event.blockNumber(), event.name(), event.sessionId());
    }

    /** Writes something of this instance's own between two events, never beside one. */
    public synchronized void between(Runnable write) {
        transactions.executeWithoutResult(status -> write.run());
    }

    private void moveCheckpoint(LedgerEvent event) {
        int moved = database.sql("update checkpoint set block_number = :block, transaction_id = :transaction")
                .param("block", event.blockNumber())
                .param("transaction", event.transactionId())
                .update();
        if (moved == 0) {
            database.sql("insert into checkpoint (id, block_number, transaction_id) values (1, :block, :transaction)")
                    .param("block", event.blockNumber())
                    .param("transaction", event.transactionId())
                    .update();
        }
    }
}

package org.gridbourse.gateway.projection;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.RecordType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * When sessions came into their phases, as far as this instance has learnt.
 */
public final class PhaseView implements ProjectionPart {
    private final JdbcClient database;
    private final JdbcTemplate batches;

    PhaseView(JdbcTemplate batches) {
        this.database = JdbcClient.create(batches);
        this.batches = batches;
    }

    @Override
    public void apply(LedgerEvent event) {
        for (PhaseRecord reached : event.records(RecordType.PHASE)) {
            batches.update(
                    "insert into phase_change (session_id, phase, block_number, transaction_id, received_at)"
                            + " values (?, ?, ?, ?, ?) on conflict do nothing",
                    reached.sessionId(),
                    reached.phase().name(),
                    event.blockNumber(),
                    event.transactionId(),
                    Timestamp.from(event.receivedAt()));
        }
    }

    /** @param at when this instance learnt of it */
    public record Entered(String phase, Instant at, long blockNumber, String transactionId) {}

    /** Oldest first. */
    public List<Entered> of(String sessionId) {
        return database.sql("select phase, received_at, block_number, transaction_id from phase_change"
                        + " where session_id = ? order by block_number, received_at")
                .param(sessionId)
                .query((row, number) -> new Entered(
                        row.getString("phase"),
                        row.getTimestamp("received_at").toInstant(),
                        row.getLong("block_number"),
                        row.getString("transaction_id")))
                .list();
    }
}

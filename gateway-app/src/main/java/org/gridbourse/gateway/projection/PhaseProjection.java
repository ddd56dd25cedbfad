package org.gridbourse.gateway.projection;

import java.sql.Timestamp;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.RecordType;
import org.springframework.jdbc.core.JdbcTemplate;

/** When each session came into each phase. */
final class PhaseProjection implements ProjectionPart {
    private final JdbcTemplate database;

    PhaseProjection(JdbcTemplate database) {
        this.database = database;
    }

    @Override
    public void apply(LedgerEvent event) {
        for (PhaseRecord reached : event.records(RecordType.PHASE)) {
            database.update(
                    "insert into phase_change (session_id, phase, block_number, transaction_id, received_at)"
                            + " values (?, ?, ?, ?, ?) on conflict do nothing",
                    reached.sessionId(),
                    reached.phase().name(),
                    event.blockNumber(),
                    event.transactionId(),
                    Timestamp.from(event.receivedAt()));
        }
    }
}

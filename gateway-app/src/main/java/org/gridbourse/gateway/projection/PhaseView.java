package org.gridbourse.gateway.projection;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** When sessions came into their phases, as far as this instance has learnt. */
public final class PhaseView {
    private final JdbcClient database;

    PhaseView(JdbcClient database) {
        this.database = database;
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

    /** When the session came into the phase that it is in. */
    public Optional<Instant> lastChange(String sessionId) {
        return of(sessionId).stream().map(Entered::at).reduce((earlier, later) -> later);
    }
}

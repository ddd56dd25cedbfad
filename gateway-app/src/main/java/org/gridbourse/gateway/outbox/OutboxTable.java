package org.gridbourse.gateway.outbox;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The events that the projection laid down, and the last one that is known to be delivered. */
final class OutboxTable {
    private final JdbcClient database;

    OutboxTable(JdbcClient database) {
        this.database = database;
    }

    /** In ledger order. */
    List<OutboxRow> after(long position, int most) {
        return database.sql("select position, transaction_id, block_number, name, session_id, body from outbox"
                        + " where position > :position order by position limit :most")
                .param("position", position)
                .param("most", most)
                .query((row, number) -> new OutboxRow(
                        row.getLong("position"),
                        row.getString("transaction_id"),
                        row.getLong("block_number"),
                        row.getString("name"),
                        Optional.ofNullable(row.getString("session_id")),
                        row.getString("body")))
                .list();
    }

    /** Where an event is; empty while the projection has not come to it. */
    Optional<Long> position(String transactionId) {
        return database.sql("select position from outbox where transaction_id = :transaction")
                .param("transaction", transactionId)
                .query(Long.class)
                .optional();
    }

    Optional<String> lastDelivered() {
        return database.sql("select transaction_id from outbox_delivery")
                .query(String.class)
                .optional();
    }

    void noteDelivered(String transactionId) {
        int noted = database.sql("update outbox_delivery set transaction_id = :transaction")
                .param("transaction", transactionId)
                .update();
        if (noted == 0) {
            database.sql("insert into outbox_delivery (id, transaction_id) values (1, :transaction)")
                    .param("transaction", transactionId)
                    .update();
        }
    }
}

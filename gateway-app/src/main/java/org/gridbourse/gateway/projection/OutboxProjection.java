package org.gridbourse.gateway.projection;

import java.time.ZoneOffset;
import java.util.List;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lays every event down for other systems, in the transaction that moves the checkpoint: so each is there once, in ledger
 * order, whatever was killed in between.
 */
final class OutboxProjection implements ProjectionPart {
    private static final int VERSION = 1;

    private final JdbcClient database;

    OutboxProjection(JdbcClient database) {
        this.database = database;
    }

    @Override
    public void apply(LedgerEvent event) {
        database.sql("insert into outbox (transaction_id, block_number, name, session_id, body, received_at)"
                        + " values (:transaction, :block, :name, :session, :body, :received)")
                .param("transaction", event.transactionId())
                .param("block", event.blockNumber())
                .param("name", event.name())
                .param("session", event.sessionId().orElse(null))
                .param("body", body(event))
                .param("received", event.receivedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static String body(LedgerEvent event) {
        List<JsonObject> records = event.records().stream()
                .map(record -> JsonObject.builder()
                        .put("key", record.key())
                        .put("value", record.value())
                        .build())
                .toList();
        return Json.write(JsonObject.builder()
                .put("version", VERSION)
                .put("block", event.blockNumber())
                .put("transactionId", event.transactionId())
                .put("name", event.name())
                .put("records", JsonArray.of(records))
                .build());
    }
}

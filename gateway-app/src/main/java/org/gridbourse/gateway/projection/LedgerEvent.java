package org.gridbourse.gateway.projection;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.StateRecord;
import org.hyperledger.fabric.client.ChaincodeEvent;

/**
 * One transaction of the market as its event tells it: every record that it wrote.
 *
 * @param name what happened, in the past tense, such as {@code OrdersCommitted}
 * @param receivedAt when this instance learnt of it
 */
public record LedgerEvent(
        long blockNumber, String transactionId, String name, List<LedgerRecord> records, Instant receivedAt) {
    private static final int VERSION = 1;

    public LedgerEvent {
        records = List.copyOf(records);
    }

    static LedgerEvent read(ChaincodeEvent event, Instant receivedAt) {
        String payload = new String(event.getPayload(), StandardCharsets.UTF_8);
        List<LedgerRecord> records = Fields.read(payload, fields -> {
            fields.number("version", VERSION, VERSION);
            return fields.objects("records", LedgerEvent::record);
        });
        return new LedgerEvent(
                event.getBlockNumber(), event.getTransactionId(), event.getEventName(), records, receivedAt);
    }

    private static LedgerRecord record(Fields fields) {
        return new LedgerRecord(fields.text("key"), (JsonObject) fields.value("value"));
    }

    /** The session that the transaction was about, if it was about one. */
    public Optional<String> sessionId() {
        return records.stream().flatMap(record -> record.sessionId().stream()).findFirst();
    }

    /** Its records of one type, in the order of their keys. */
    public <T extends StateRecord> List<T> records(RecordType<T> type) {
        return records.stream()
                .filter(record -> type.isKey(record.key()))
                .map(record -> record.as(type))
                .toList();
    }
}

package org.gridbourse.market.transaction;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.Utf8Order;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.StateRecord;
import org.gridbourse.market.signature.SignatureVerifier;
import org.gridbourse.market.state.Invocation;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.state.StateView;
import org.gridbourse.market.state.WorldState;

/**
 * A transaction under way. It gathers what it will write; single records that it reads again are as it will write them,
 * lists are as committed.
 */
public final class Transaction extends StateView {
    private static final int EVENT_VERSION = 1;

    private final SignatureVerifier meterSignatures;
    private final SortedMap<String, Written> writes = new TreeMap<>(Utf8Order.BYTES);
    private long writtenChars;

    /** A record that will be written, and its canonical text. */
    private record Written(StateRecord record, String text) {}

    public Transaction(Invocation invocation, WorldState state, SignatureVerifier meterSignatures) {
        super(invocation, state);
        this.meterSignatures = meterSignatures;
    }

    /** The time of the transaction, in whole seconds as records carry it. */
    Instant second() {
        return invocation().timestamp().truncatedTo(ChronoUnit.SECONDS);
    }

    SignatureVerifier meterSignatures() {
        return meterSignatures;
    }

    @Override
    public <T extends StateRecord> Optional<T> find(String key, RecordType<T> type) {
        Written written = writes.get(key);
        return written == null
                ? super.find(key, type)
                : Optional.of(type.recordClass().cast(written.record()));
    }

    /** The record of an entry of a range, as this transaction will write it where it does. */
    <T extends StateRecord> T latest(StateEntry entry, RecordType<T> type) {
        Written written = writes.get(entry.key());
        return written == null ? type.read(entry.value()) : type.recordClass().cast(written.record());
    }

    void put(StateRecord changed) {
        Written written = new Written(changed, Json.write(changed.toJson()));
        Written before = writes.put(changed.key(), written);
        writtenChars +=
                written.text().length() - (before == null ? 0 : before.text().length());
    }

    /** How large the records are that will be written, in characters. */
    long writtenChars() {
        return writtenChars;
    }

    boolean writesNothing() {
        return writes.isEmpty();
    }

    Outcome outcome(String eventName, JsonObject response) {
        SortedMap<String, byte[]> values = new TreeMap<>(Utf8Order.BYTES);
        writes.forEach((key, written) -> values.put(key, utf8(written.text())));
        Optional<Event> event =
                writes.isEmpty() ? Optional.empty() : Optional.of(new Event(eventName, utf8(eventPayload())));
        return new Outcome(Json.write(response), values, event);
    }

    /** Canonical JSON, made of the records' texts. */
    private String eventPayload() {
        StringBuilder payload = new StringBuilder("{\"records\":[");
        String separator = "";
        for (Map.Entry<String, Written> write : writes.entrySet()) {
            payload.append(separator)
                    .append("{\"key\":")
                    .append(Json.write(new JsonText(write.getKey())))
                    .append(",\"value\":")
                    .append(write.getValue().text())
                    .append('}');
            separator = ",";
        }
        return payload.append("],\"version\":")
                .append(EVENT_VERSION)
                .append('}')
                .toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

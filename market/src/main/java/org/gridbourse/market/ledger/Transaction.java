package org.gridbourse.market.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.Utf8Order;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;

/**
 * A transaction under way. It gathers what it will write; single records that it reads again are as it will write them,
 * lists are as committed.
 */
final class Transaction extends StateView {
    private static final int EVENT_VERSION = 1;

    private final SignatureVerifier meterSignatures;
    private final SortedMap<String, StateRecord> writes = new TreeMap<>(Utf8Order.BYTES);

    Transaction(Invocation invocation, WorldState state, SignatureVerifier meterSignatures) {
        super(invocation, state);
        this.meterSignatures = meterSignatures;
    }

    SignatureVerifier meterSignatures() {
        return meterSignatures;
    }

    @Override
    <T extends StateRecord> Optional<T> find(String key, Type<T> type) {
        StateRecord written = writes.get(key);
        return written == null
                ? super.find(key, type)
                : Optional.of(type.recordClass().cast(written));
    }

    void put(StateRecord changed) {
        writes.put(changed.key(), changed);
    }

    boolean writesNothing() {
        return writes.isEmpty();
    }

    Outcome outcome(String eventName, JsonObject response) {
        SortedMap<String, byte[]> values = new TreeMap<>(Utf8Order.BYTES);
        List<JsonObject> records = new ArrayList<>(writes.size());
        for (Map.Entry<String, StateRecord> write : writes.entrySet()) {
            JsonObject value = write.getValue().toJson();
            values.put(write.getKey(), utf8(value));
            records.add(JsonObject.builder()
                    .put("key", write.getKey())
                    .put("value", value)
                    .build());
        }
        JsonObject payload = JsonObject.builder()
                .put("version", EVENT_VERSION)
                .put("records", JsonArray.of(records))
                .build();
        Optional<Event> event = writes.isEmpty() ? Optional.empty() : Optional.of(new Event(eventName, utf8(payload)));
        return new Outcome(Json.write(response), values, event);
    }

    private static byte[] utf8(JsonObject object) {
        return Json.write(object).getBytes(StandardCharsets.UTF_8);
    }
}

package org.gridbourse.gateway.projection;

import java.util.Optional;
import java.util.OptionalInt;
import org.gridbourse.market.json.JsonObject;

/** A record of the ledger: its key and the value that the contract wrote. */
public record LedgerRecord(String key, JsonObject value) {

    public RecordKind kind() {
        return RecordKind.of(key);
    }

    public Optional<String> sessionId() {
        return kind().session(key);
    }

    public Optional<String> participantId() {
        return kind().participant(key);
    }

    public OptionalInt period() {
        return kind().period(key);
    }
}

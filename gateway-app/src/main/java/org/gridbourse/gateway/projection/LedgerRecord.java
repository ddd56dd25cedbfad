package org.gridbourse.gateway.projection;

import java.util.Optional;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.StateRecord;

/** A record of the ledger: its key and the value that the contract wrote, as it will be kept. */
public record LedgerRecord(String key, JsonObject value) {

    /** The first part of its key; a later version of the contract may write types that this instance does not know. */
    public String typeName() {
        return Keys.typeOf(key);
    }

    public Optional<RecordType<?>> type() {
        return RecordType.ofKey(key);
    }

    public Optional<String> sessionId() {
        return type().flatMap(type -> type.sessionId(key));
    }

    public Optional<String> participantId() {
        return type().flatMap(type -> type.participantId(key));
    }

    public Optional<Integer> period() {
        return type().flatMap(type -> type.period(key));
    }

    /** The record, read leniently: what a later version of the contract may have added is left. */
    public <T extends StateRecord> T as(RecordType<T> type) {
        return type.tryRead(value)
                .orElseThrow(() -> new IllegalStateException("record %s cannot be read as %s".formatted(key, type)));
    }
}

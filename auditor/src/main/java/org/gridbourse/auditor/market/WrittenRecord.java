package org.gridbourse.auditor.market;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.money.Posting;
import org.gridbourse.market.record.JournalCodecs;
import org.gridbourse.market.record.JournalRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.StateRecord;

/**
 * A record that a valid transaction wrote, with where it came from.
 *
 * @param source the transaction
 * @param key in the world state
 * @param value as written
 * @param record as the market reads it; an {@link Unread} one where it cannot
 */
public record WrittenRecord(Source source, String key, JsonObject value, StateRecord record) {

    /**
     * A valid market transaction.
     *
     * @param function that was called
     * @param creator organisation and name of who sent it
     * @param endorsers organisations that endorsed it
     * @param timestamp the client's clock
     */
    public record Source(
            long block,
            int index,
            String transactionId,
            String function,
            String creator,
            List<String> endorsers,
            Instant timestamp) {}

    /** A record that nobody can read: no figure of it counts for anything, save its postings. */
    public record Unread(String key, JsonObject value) implements StateRecord {
        @Override
        public JsonObject toJson() {
            return value;
        }
    }

    /** A record as it stands on the ledger. */
    public static WrittenRecord of(Source source, String key, JsonObject value) {
        StateRecord record =
                type(key).<StateRecord>flatMap(type -> type.tryRead(value)).orElseGet(() -> new Unread(key, value));
        return new WrittenRecord(source, key, value, record);
    }

    private static Optional<RecordType<?>> type(String key) {
        return RecordType.ofKey(key);
    }

    /** Whether it stands under a key of the market and is no record of the market. */
    public boolean isForged() {
        return record instanceof Unread && type(key).isPresent();
    }

    /** Something wrong with the record or what it entails. */
    Finding finding(FindingCode code, String detail) {
        return new Finding(code, OptionalLong.of(source.block()), Optional.of(source.transactionId()), detail);
    }

    /** The session that its key names. */
    public Optional<String> sessionId() {
        return type(key).flatMap(type -> type.sessionId(key));
    }

    /** The participant that its key names. */
    public Optional<String> participantId() {
        return type(key).flatMap(type -> type.participantId(key));
    }

    /** The money that it moved, also where the rest of it cannot be read. */
    public List<Posting> postings() {
        return record instanceof JournalRecord moved ? moved.journal().postings() : JournalCodecs.postings(value);
    }
}

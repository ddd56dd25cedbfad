package org.gridbourse.auditor.market;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.market.json.JsonObject;

/**
 * A record that a valid transaction wrote, with where it came from.
 *
 * @param source the transaction
 * @param key in the world state
 * @param type the key's first part, such as {@code statement}
 * @param value as written
 */
public record WrittenRecord(Source source, String key, String type, JsonObject value) {

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

    /** Something wrong with the record or what it entails. */
    Finding finding(FindingCode code, String detail) {
        return new Finding(code, OptionalLong.of(source.block()), Optional.of(source.transactionId()), detail);
    }

    /** A text of the record, empty if it has none of this name. */
    public String text(String name) {
        return Values.text(value, name);
    }

    /** A number of the record, 0 if it has none of this name. */
    public long number(String name) {
        return Values.number(value, name);
    }
}

package org.gridbourse.market.record;

import java.time.Instant;
import java.util.Optional;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;

/**
 * What a participant, or an organisation, agrees to: one transaction of the operator, to the letter.
 *
 * @param consent whose, to what
 * @param giver {@code self}, or the MSP whose representative gave it
 * @param revision 1, one more each time it is given anew
 * @param bodyHash SHA-256 of the request's canonical JSON, 64 hexadecimal digits
 * @param expires after which it counts no more
 * @param status where it stands
 * @param usedBy the transaction that used it up
 */
public record ConsentRecord(
        Consent consent,
        String giver,
        int revision,
        String bodyHash,
        Instant expires,
        Status status,
        Optional<String> usedBy)
        implements StateRecord {
    /** The giver where the participant's own certificate signed. */
    public static final String SELF = "self";

    /**
     * What it is for.
     *
     * @param participantId whose matter it is
     * @param function the operator's function
     * @param requestId which of its requests: withdrawal, meter, key or period
     */
    public record Consent(String participantId, String function, String requestId) {}

    /** Where a consent stands. */
    public enum Status {
        GIVEN,
        RECALLED,
        USED
    }

    public ConsentRecord recalled() {
        return new ConsentRecord(consent, giver, revision, bodyHash, expires, Status.RECALLED, usedBy);
    }

    public ConsentRecord used(String transactionId) {
        return new ConsentRecord(consent, giver, revision, bodyHash, expires, Status.USED, Optional.of(transactionId));
    }

    @Override
    public String key() {
        return Keys.consent(consent, giver);
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder builder = JsonObject.builder()
                .put("participantId", consent.participantId())
                .put("function", consent.function())
                .put("requestId", consent.requestId())
                .put("giver", giver)
                .put("revision", revision)
                .put("bodyHash", bodyHash)
                .put("expiresUtc", expires.toString())
                .put("status", status.name());
        usedBy.ifPresent(transactionId -> builder.put("usedBy", transactionId));
        return builder.build();
    }

    public static ConsentRecord read(Fields fields) {
        return new ConsentRecord(
                new Consent(fields.text("participantId"), fields.text("function"), fields.text("requestId")),
                fields.text("giver"),
                Codecs.revision(fields),
                fields.text("bodyHash"),
                Codecs.time(fields, "expiresUtc"),
                fields.choice("status", Status.class),
                fields.optionalText("usedBy"));
    }
}

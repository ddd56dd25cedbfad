package org.gridbourse.market.record;

import java.util.Optional;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.storage.ProposalScore;

/**
 * By which proposal a session with storage orders was cleared.
 *
 * @param sessionId the session
 * @param valid how many proposals were valid
 * @param winner the best of them; empty where there was none, so that the storages are idle
 */
public record ChoiceRecord(String sessionId, int valid, Optional<Winner> winner) implements StateRecord {

    /** The proposal that won: whose, which revision, and what decided. */
    public record Winner(String mspId, int revision, String hash, ProposalScore score) {}

    @Override
    public String key() {
        return Keys.choice(sessionId);
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder builder = JsonObject.builder();
        winner.ifPresent(each -> builder.put(
                "winner",
                JsonObject.builder()
                        .put("mspId", each.mspId())
                        .put("revision", each.revision())
                        .put("hash", each.hash())
                        .put("gapNano", each.score().gapNano())
                        .put("priceNano", each.score().priceNano())
                        .build()));
        return builder.put("sessionId", sessionId).put("valid", valid).build();
    }

    public static ChoiceRecord read(Fields fields) {
        return new ChoiceRecord(
                fields.text("sessionId"),
                fields.integer("valid", 0, Integer.MAX_VALUE),
                fields.optionalObject("winner", ChoiceRecord::readWinner));
    }

    private static Winner readWinner(Fields fields) {
        return new Winner(
                fields.text("mspId"),
                Codecs.revision(fields),
                fields.text("hash"),
                new ProposalScore(fields.number("gapNano"), fields.number("priceNano")));
    }
}

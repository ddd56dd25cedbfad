package org.gridbourse.market.record;

import java.util.List;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.storage.ProposalScore;

/**
 * What is told of a proposal before its schedules, and what binds it to them.
 *
 * @param pricesMicroPerKwh one per period; 0 where the period takes no orders
 * @param score what the proposer claims
 * @param chunkHashes of each chunk of schedules, see {@link CanonicalBytes#chunkHash}
 */
public record ProposalHead(List<Long> pricesMicroPerKwh, ProposalScore score, List<String> chunkHashes) {
    public ProposalHead {
        pricesMicroPerKwh = List.copyOf(pricesMicroPerKwh);
        chunkHashes = List.copyOf(chunkHashes);
    }

    /** Its members, into the object of a request or record. */
    public JsonObject.Builder put(JsonObject.Builder builder) {
        return builder.put("pricesMicroPerKwh", JsonArray.ofNumbers(pricesMicroPerKwh))
                .put("gapNano", score.gapNano())
                .put("priceNano", score.priceNano())
                .put("chunkHashes", JsonArray.ofTexts(chunkHashes));
    }

    public static ProposalHead read(Fields fields) {
        return new ProposalHead(
                fields.numbers("pricesMicroPerKwh"),
                new ProposalScore(
                        fields.number("gapNano", 0, Long.MAX_VALUE), fields.number("priceNano", 0, Long.MAX_VALUE)),
                StorageCodecs.hashes(fields, "chunkHashes"));
    }
}

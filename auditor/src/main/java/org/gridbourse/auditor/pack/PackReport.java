package org.gridbourse.auditor.pack;

import java.util.List;
import org.gridbourse.auditor.AuditReport;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;

/**
 * What a pack proves.
 *
 * @param participantId whose pack it is
 * @param blocks in the chain of headers
 * @param wholeBlocks of them with their transactions
 * @param records that concern the participant
 * @param headHash hash of the last block's header, hexadecimal
 * @param findings at most 200 of each code; none if the pack proves what it says
 */
public record PackReport(
        String participantId, long blocks, long wholeBlocks, int records, String headHash, List<Finding> findings) {
    public PackReport {
        findings = List.copyOf(findings);
    }

    /** Whether nothing is wrong. */
    public boolean isValid() {
        return findings.isEmpty();
    }

    /** What {@code audit verify-pack --json} prints. */
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("valid", isValid())
                .put("participantId", participantId)
                .put("blocks", blocks)
                .put("wholeBlocks", wholeBlocks)
                .put("records", records)
                .put("headHash", headHash)
                .put(
                        "findings",
                        JsonArray.of(findings.stream().map(AuditReport::json).toList()))
                .build();
    }
}

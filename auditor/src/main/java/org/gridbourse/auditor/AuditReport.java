package org.gridbourse.auditor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.findings.Notice;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonNumber;
import org.gridbourse.market.json.JsonObject;

/**
 * The answer of an audit.
 *
 * @param blocks checked
 * @param judged blocks judged in full: behind one whose writes cannot be known only chain and signatures are checked
 * @param transactions in them, valid or not
 * @param sessions announced
 * @param trades cleared
 * @param findings at most 200 of each code
 * @param counts how many there are of each code
 * @param consequences transactions that disagree only because of a finding before them; none of them is listed
 * @param headHash hash of the last block's header, hexadecimal
 * @param sumNano all postings of the ledger together: zero
 * @param clock whether the ledger is simulated, and what came before its time
 * @param endKnown whether the caller said what the last block should be, so that a ledger cut off at its end is seen
 */
public record AuditReport(
        long blocks,
        long judged,
        long transactions,
        long sessions,
        long trades,
        List<Finding> findings,
        Map<FindingCode, Long> counts,
        long consequences,
        String headHash,
        long sumNano,
        Clock clock,
        boolean endKnown) {
    private static final String SIMULATED = "The ledger is simulated: its delivery hours are no hours of the day.";
    private static final String REAL = "The ledger is real: its phases and readings kept to the clock.";

    /**
     * Time on the ledger.
     *
     * @param simulated whether delivery hours are no hours of the day
     * @param notices what came before the hours that it is about; breaks no rule of a simulated ledger
     */
    public record Clock(boolean simulated, List<Notice> notices) {
        public Clock {
            notices = List.copyOf(notices);
        }

        /** Which kind of ledger it is, as a sentence. */
        public String says() {
            return simulated ? SIMULATED : REAL;
        }
    }

    public AuditReport {
        findings = List.copyOf(findings);
        counts = Map.copyOf(counts);
    }

    /** Whether nothing is wrong. */
    public boolean isValid() {
        return counts.isEmpty();
    }

    /**
     * The finding that the ledger's order puts first. Blocks are judged one after the other, so that whatever a fault entails
     * is found behind it: to look for the cause, begin here.
     */
    public Optional<Finding> firstFinding() {
        return findings.stream().findFirst();
    }

    /** How many findings there are, listed or not. */
    public long findingCount() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What {@code audit verify --json} prints. */
    public JsonObject toJson() {
        JsonObject.Builder byCode = JsonObject.builder();
        new TreeMap<>(counts).forEach((code, count) -> byCode.put(code.name(), count));
        JsonObject.Builder json = JsonObject.builder()
                .put("valid", isValid())
                .put("blocks", blocks)
                .put("blocksJudged", judged)
                .put("transactions", transactions)
                .put("sessions", sessions)
                .put("trades", trades)
                .put(
                        "findings",
                        JsonArray.of(findings.stream().map(AuditReport::json).toList()))
                .put("findingCounts", byCode.build())
                .put("consequences", consequences)
                .put("headHash", headHash)
                .put("sumNano", sumNano)
                .put("verdict", Verdict.of(this))
                .put("ledger", clock.simulated() ? "simulated" : "real")
                .put(
                        "notices",
                        JsonArray.of(
                                clock.notices().stream().map(AuditReport::json).toList()))
                .put("endKnown", endKnown);
        firstFinding().ifPresent(first -> json.put("firstFinding", json(first)));
        return json.build();
    }

    private static JsonObject json(Notice notice) {
        return JsonObject.builder()
                .put("code", notice.code().name())
                .put("sessionId", notice.sessionId())
                .put("detail", notice.detail())
                .build();
    }

    /** A finding as JSON. */
    public static JsonObject json(Finding finding) {
        JsonObject.Builder json = JsonObject.builder()
                .put("code", finding.code().name())
                .put("meaning", finding.code().meaning())
                .put("detail", finding.detail());
        finding.block().ifPresent(block -> json.put("block", new JsonNumber(block)));
        finding.transactionId().ifPresent(id -> json.put("transactionId", id));
        return json.build();
    }
}

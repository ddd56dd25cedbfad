package org.gridbourse.auditor;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.findings.FindingCode;

/** What an audit proves and what it does not, in sentences for whoever has to judge. */
public final class Verdict {
    private static final Set<FindingCode> CHANGED = EnumSet.of(
            FindingCode.BLOCK_NUMBER_WRONG,
            FindingCode.BLOCK_NOT_CANONICAL,
            FindingCode.DATA_HASH_MISMATCH,
            FindingCode.ORDERER_SIGNATURE_INVALID,
            FindingCode.ENVELOPE_NOT_CANONICAL);
    private static final Set<FindingCode> NOT_SEALED = EnumSet.of(
            FindingCode.ORDERER_SIGNATURE_MISSING,
            FindingCode.ORDERER_UNKNOWN,
            FindingCode.ORDERER_CERTIFICATE_EXPIRED,
            FindingCode.BLOCK_VALIDATION_POLICY_UNSATISFIED);
    private static final Set<FindingCode> CONFIGURATION =
            EnumSet.range(FindingCode.CONFIG_UNREADABLE, FindingCode.CONFIG_MISMATCH);
    private static final Set<FindingCode> PEERS_WORD = EnumSet.of(
            FindingCode.READ_CONFLICT_IGNORED,
            FindingCode.PHANTOM_READ_IGNORED,
            FindingCode.VALIDATION_CODE_MISMATCH,
            FindingCode.VALIDATION_CODES_MISSING,
            FindingCode.COMMIT_HASH_MISSING,
            FindingCode.COMMIT_HASH_MISMATCH,
            FindingCode.METADATA_MALFORMED);
    private static final Set<FindingCode> RULES =
            EnumSet.range(FindingCode.DEFINITION_UNEXPLAINED, FindingCode.PAYOUT_WRONG);
    private static final Set<FindingCode> BOOKS =
            EnumSet.range(FindingCode.RECORD_UNREADABLE, FindingCode.MONEY_UNBALANCED);

    private Verdict() {}

    /** The verdict: which blocks are proven, and what is wrong with the first one that is not. */
    public static String of(AuditReport report) {
        if (report.isValid()) {
            return blocks(report.blocks())
                    + " proven: sealed by the orderers, one after the other, and everything in them"
                    + " follows from the market's rules.";
        }
        Finding first = report.firstFinding().orElseThrow();
        if (first.block().isEmpty()) {
            return blocks(report.blocks()) + " proven each for itself, but "
                    + first.code().meaning() + ".";
        }
        long block = first.block().getAsLong();
        String before = block == 0 ? "Nothing is proven." : blocks(block) + " proven.";
        return before + " " + fault(first.code(), block);
    }

    private static String blocks(long count) {
        return count == 1 ? "Block 0 is" : String.format(Locale.ROOT, "Blocks 0–%d are", count - 1);
    }

    private static String fault(FindingCode code, long block) {
        String which = "Block " + block;
        String meaning = code.meaning() + ".";
        if (CHANGED.contains(code)) {
            return which + " is not what the orderers signed: it was changed after it was sealed.";
        }
        if (NOT_SEALED.contains(code)) {
            return which + " is not sealed by those who may: " + meaning;
        }
        if (CONFIGURATION.contains(code)) {
            return which + " changes the channel without what its members agreed on: " + meaning;
        }
        if (PEERS_WORD.contains(code)) {
            return "The orderers signed block %d, but what the peer noted beside it does not follow: %s"
                    .formatted(block, meaning);
        }
        if (RULES.contains(code)) {
            return which + " is sealed, but holds what the market's rules do not give: " + meaning;
        }
        if (BOOKS.contains(code)) {
            return "From block %d on the books are wrong: %s".formatted(block, meaning);
        }
        return which + " is not in order: " + meaning;
    }
}

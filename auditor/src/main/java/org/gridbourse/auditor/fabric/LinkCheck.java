package org.gridbourse.auditor.fabric;

import com.google.protobuf.ByteString;
import java.util.Optional;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.findings.Findings;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.Hashes;

/** Checks 1 and 2: each block stands in its place, names the block before it, and holds what its header names. */
final class LinkCheck {
    private static final int METADATA_ENTRIES = 5;
    private static final int UNUSED_METADATA = 3;

    private final Findings findings;

    LinkCheck(Findings findings) {
        this.findings = findings;
    }

    /**
     * @param height the place at which the block stands
     * @param below hash of the header below, empty if that block could not be read
     * @param isHeaderOnly whether the block's envelopes are left out on purpose
     */
    void check(PreparedBlock prepared, long height, Optional<ByteString> below, boolean isHeaderOnly) {
        Block block = prepared.block();
        if (block.number() != height) {
            findings.add(
                    FindingCode.BLOCK_NUMBER_WRONG,
                    height,
                    "says it is block " + Long.toUnsignedString(block.number()));
        }
        if (!prepared.isCanonical()) {
            findings.add(FindingCode.BLOCK_NOT_CANONICAL, height, "holds bytes that are no part of its content");
        }
        if (block.envelopes().isEmpty() && (!isHeaderOnly || prepared.isDataHashRight())) {
            findings.add(FindingCode.BLOCK_EMPTY, height, "holds no transaction");
        }
        if (below.isPresent() && !block.previousHash().equals(below.get())) {
            findings.add(
                    FindingCode.PREVIOUS_HASH_MISMATCH,
                    height,
                    "names %s, the block before is %s"
                            .formatted(Hashes.hex(block.previousHash()), Hashes.hex(below.get())));
        }
        if (!prepared.isDataHashRight() && !isHeaderOnly) {
            findings.add(
                    FindingCode.DATA_HASH_MISMATCH,
                    height,
                    "header names %s, envelopes hash to %s"
                            .formatted(Hashes.hex(block.dataHash()), Hashes.hex(block.computedDataHash())));
        }
        if (block.metadata().size() != METADATA_ENTRIES
                || !block.metadata().get(UNUSED_METADATA).isEmpty()) {
            findings.add(FindingCode.METADATA_MALFORMED, height, "metadata has entries that do not belong there");
        }
    }
}

package org.gridbourse.auditor.fabric;

import com.google.protobuf.ByteString;
import java.util.Optional;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.findings.Findings;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.blocks.MalformedException;
import org.gridbourse.blocks.StateUpdates;

/** Check 8: each block's commit hash follows from the one before, its validation codes and what its valid transactions change. */
final class CommitHashCheck {
    private final Findings findings;
    private ByteString last = ByteString.EMPTY;

    CommitHashCheck(Findings findings) {
        this.findings = findings;
    }

    /** The commit hash of the last block. */
    ByteString last() {
        return last;
    }

    /** Goes on behind a block with this commit hash. */
    void resume(ByteString commitHash) {
        last = commitHash;
    }

    /** Whether the recorded commit hash is that of these codes and changes: they are then what the ledger went on with. */
    boolean confirms(Block block, ByteString codes, StateUpdates updates) {
        try {
            return block.commitHash().equals(Optional.of(Hashes.commitHash(codes, updates.toBytes(), last)));
        } catch (MalformedException e) {
            return false;
        }
    }

    /**
     * @param codes that follow from the ledger
     * @param updates that follow from the ledger
     */
    void check(Block block, long height, ByteString codes, StateUpdates updates) {
        ByteString own = Hashes.commitHash(codes, updates.toBytes(), last);
        last = own;
        try {
            Optional<ByteString> recorded = block.commitHash();
            if (recorded.isEmpty()) {
                findings.add(FindingCode.COMMIT_HASH_MISSING, height, "no commit hash");
            } else if (!recorded.get().equals(own)) {
                findings.add(
                        FindingCode.COMMIT_HASH_MISMATCH,
                        height,
                        "says %s, follows %s".formatted(Hashes.hex(recorded.get()), Hashes.hex(own)));
                // The next block is judged by its own changes, not by this one's error again.
                last = recorded.get();
            }
        } catch (MalformedException e) {
            findings.add(FindingCode.METADATA_MALFORMED, height, e.getMessage());
        }
    }
}

package org.gridbourse.auditor.network;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gridbourse.auditor.AuditInputException;
import org.gridbourse.blocks.BlockFolder;

/** Fetches all blocks of a channel into a folder, and block 0 once more as the genesis file. */
public final class BlockFetch {
    /** The genesis block's file next to the blocks. */
    public static final String GENESIS = "genesis.pb";

    private BlockFetch() {}

    /** Is told of each block that was written. */
    @FunctionalInterface
    public interface Watcher {
        /** Block {@code number} of {@code height} is there. */
        void fetched(long number, long height);
    }

    /**
     * Fetches what the peer has at this moment; blocks that lie in the folder already are fetched again.
     *
     * @return how many blocks
     * @throws AuditInputException if the folder has the blocks of another ledger; they are left as they are
     */
    public static long fetch(Peer peer, Path folder, Watcher watcher)
            throws NetworkAwayException, IOException, AuditInputException {
        long height = peer.height();
        Files.createDirectories(folder);
        BlockFolder files = new BlockFolder(folder);
        peer.blocks(0, (number, bytes) -> {
            if (number == 0) {
                requireSameLedger(files.file(0), bytes);
            }
            write(files, folder, number, bytes);
            watcher.fetched(number, height);
            return number + 1 < height;
        });
        return height;
    }

    private static void requireSameLedger(Path genesis, ByteString bytes) throws AuditInputException {
        if (Files.exists(genesis) && !BlockFolder.read(genesis).equals(bytes)) {
            throw new AuditInputException(
                    "%s is of another ledger than the network's: fetch into another folder, or remove its blocks"
                            .formatted(genesis));
        }
    }

    private static void write(BlockFolder files, Path folder, long number, ByteString bytes) throws IOException {
        files.write(number, bytes);
        if (number == 0) {
            Files.write(folder.resolve(GENESIS), bytes.toByteArray());
        }
    }
}

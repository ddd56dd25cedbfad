package org.gridbourse.auditor.network;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.gridbourse.auditor.AuditInputException;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.BlockFolder;
import org.gridbourse.blocks.MalformedException;

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
     * Fetches what the peer has at this moment, going on behind the blocks that lie in the folder whole and chained. A block's
     * file is there as a whole or not at all, however this ends.
     *
     * @return how many blocks the peer has
     * @throws AuditInputException if the folder has the blocks of another ledger; they are left as they are
     */
    public static long fetch(Peer peer, Path folder, Watcher watcher)
            throws NetworkAwayException, IOException, AuditInputException {
        long height = peer.height();
        Files.createDirectories(folder);
        BlockFolder files = new BlockFolder(folder);
        Optional<Block> last = lastWhole(files, height);
        long from = last.map(Block::number).orElse(0L);
        peer.blocks(from, (number, bytes) -> {
            if (last.isPresent() && number == from) {
                requireSameLedger(last.get(), bytes, files.file(number));
            } else {
                write(files.file(number), bytes);
            }
            watcher.fetched(number, height);
            return number + 1 < height;
        });
        if (!Files.exists(folder.resolve(GENESIS))) {
            write(folder.resolve(GENESIS), files.read(0));
        }
        return height;
    }

    /** The last block, below the peer's height, up to which the folder has all, each naming the one before. */
    private static Optional<Block> lastWhole(BlockFolder files, long height) {
        Block last = null;
        for (long number = 0; number < height && Files.isRegularFile(files.file(number)); number++) {
            Optional<Block> next = whole(files, number);
            boolean fits = next.isPresent()
                    && (last == null || next.get().previousHash().equals(last.headerHash()));
            if (!fits) {
                break;
            }
            last = next.get();
        }
        return Optional.ofNullable(last);
    }

    private static Optional<Block> whole(BlockFolder files, long number) {
        try {
            Block block = Block.parse(files.read(number));
            return block.number() == number && block.dataHash().equals(block.computedDataHash())
                    ? Optional.of(block)
                    : Optional.empty();
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    private static void requireSameLedger(Block there, ByteString fetched, Path file) throws AuditInputException {
        boolean same;
        try {
            same = Block.parse(fetched).headerHash().equals(there.headerHash());
        } catch (MalformedException e) {
            same = false;
        }
        if (!same) {
            throw new AuditInputException(
                    "%s is of another ledger than the network's: fetch into another folder, or remove its blocks"
                            .formatted(file));
        }
    }

    private static void write(Path file, ByteString bytes) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(part, bytes.toByteArray());
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IOException("%s cannot be written: %s".formatted(file, e.getMessage()), e);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}

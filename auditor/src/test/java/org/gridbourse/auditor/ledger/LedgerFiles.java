package org.gridbourse.auditor.ledger;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gridbourse.auditor.fabric.MemoryState;
import org.gridbourse.blocks.BlockFolder;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.network.identity.SigningIdentity;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Metadata;

/**
 * Writes a long ledger block by block into files. All processors sign transactions; the market that makes them does not wait for
 * the block that is being sealed.
 */
final class LedgerFiles implements MarketDay.BlockWriter, AutoCloseable {
    private static final int TRANSACTIONS_PER_BLOCK = 50;
    private static final int COMMIT_HASH = 4;

    private final BlockFolder folder;
    private final SigningIdentity orderer = TestChannel.shared().orderer("Grid");
    private final Random random = new Random(1);
    private final ExecutorService sealer = Executors.newSingleThreadExecutor();
    // The market has neither key policies nor private data: what stood in the state before changes no commit hash.
    private final MemoryState empty = new MemoryState();
    private Future<?> sealing;
    private long height = 1;
    private ByteString headerHash;
    private ByteString commitHash = ByteString.EMPTY;

    LedgerFiles(Path folder) {
        this.folder = new BlockFolder(folder);
        org.gridbourse.blocks.Block genesis =
                org.gridbourse.blocks.Block.parse(TestChannel.shared().genesis());
        this.folder.write(0, TestChannel.shared().genesis());
        this.headerHash = genesis.headerHash();
    }

    /** How many blocks are written. */
    long height() {
        finish();
        return height;
    }

    @Override
    public boolean isFull(int transactions) {
        return transactions >= TRANSACTIONS_PER_BLOCK;
    }

    @Override
    public void append(List<TransactionMaker> transactions) {
        finish();
        sealing = sealer.submit(() -> write(transactions));
    }

    private void write(List<TransactionMaker> transactions) {
        List<Envelope> envelopes =
                transactions.parallelStream().map(TransactionMaker::envelope).toList();
        Block block = TestLedger.sealed(TestLedger.unsealed(height, envelopes), headerHash, orderer, random);
        org.gridbourse.blocks.Block read = org.gridbourse.blocks.Block.parse(block.toByteString());
        commitHash =
                Hashes.commitHash(read.filter(), TestLedger.updates(read, empty).toBytes(), commitHash);
        ByteString metadata = Metadata.newBuilder().setValue(commitHash).build().toByteString();
        folder.write(
                height,
                block.toBuilder()
                        .setMetadata(block.getMetadata().toBuilder().setMetadata(COMMIT_HASH, metadata))
                        .build()
                        .toByteString());
        headerHash = read.headerHash();
        height++;
    }

    private void finish() {
        if (sealing != null) {
            try {
                sealing.get();
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IllegalStateException("a block could not be written", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
            sealing = null;
        }
    }

    @Override
    public void close() {
        sealer.shutdownNow();
    }
}

package org.gridbourse.network.embedded.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.blocks.StateValue;
import org.gridbourse.blocks.Version;
import org.gridbourse.network.embedded.EmbeddedConfig;
import org.gridbourse.network.embedded.EmbeddedNetwork;
import org.gridbourse.network.embedded.membership.SignatureVerifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The blocks are the truth; a checkpoint only saves reading them again. */
class CheckpointTest {
    private static final long SEED = 20;

    @TempDir
    Path folder;

    private ByteString genesis;
    private Path blocks;
    private Path checkpoint;
    private WrittenChain chain;

    /** What a ledger knows. */
    private record Knowledge(
            int height,
            List<Map.Entry<StateKey, StateValue>> state,
            List<Version> sharedHistory,
            List<Optional<Committed>> transactions,
            Optional<Integer> lastBlock) {}

    @BeforeEach
    void write1200TransactionsAndCloseTheLedger() throws IOException {
        EmbeddedNetwork.start(EmbeddedConfig.in(folder)).close();
        genesis = ByteString.copyFrom(Files.readAllBytes(folder.resolve("genesis.pb")));
        blocks = folder.resolve("ledger/blocks");
        checkpoint = folder.resolve("ledger/checkpoint");
        chain = new WrittenChain(blocks, 100).append(12);
        open().close();
    }

    @Test
    void a_start_from_a_checkpoint_knows_what_a_start_from_all_blocks_knows() throws IOException {
        assertThat(Checkpoint.read(checkpoint).orElseThrow().height()).isEqualTo(13);
        Knowledge fromCheckpoint = knowledge();
        Files.delete(checkpoint);
        assertThat(fromCheckpoint).isEqualTo(knowledge());
        assertThat(fromCheckpoint.sharedHistory).hasSize(1200).startsWith(new Version(12, 99));
    }

    @Test
    void blocks_beyond_the_checkpoint_are_read() throws IOException {
        chain.append(3);
        Knowledge fromCheckpoint = knowledge();
        Files.delete(checkpoint);
        assertThat(fromCheckpoint.height).isEqualTo(16);
        assertThat(fromCheckpoint).isEqualTo(knowledge());
    }

    @Test
    void a_checkpoint_cut_anywhere_or_with_a_changed_byte_is_put_aside() throws IOException {
        byte[] whole = Files.readAllBytes(checkpoint);
        Random random = new Random(SEED);
        List<byte[]> damaged = new ArrayList<>(List.of(new byte[0], new byte[1], Arrays.copyOf(whole, 32)));
        for (int i = 0; i < 30; i++) {
            damaged.add(Arrays.copyOf(whole, random.nextInt(whole.length)));
            byte[] changed = whole.clone();
            changed[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
            damaged.add(changed);
        }
        for (byte[] bytes : damaged) {
            Files.write(checkpoint, bytes);
            assertThat(Checkpoint.read(checkpoint)).isEmpty();
        }
        assertThat(knowledge().height).isEqualTo(13);
    }

    @Test
    void a_draft_that_a_crash_left_behind_is_not_looked_at() throws IOException {
        byte[] whole = Files.readAllBytes(checkpoint);
        Files.write(folder.resolve("ledger/checkpoint.draft"), Arrays.copyOf(whole, whole.length / 2));
        assertThat(knowledge().height).isEqualTo(13);
    }

    @Test
    void a_checkpoint_of_blocks_that_are_not_there_any_more_is_put_aside() throws IOException {
        byte[] bytes = Files.readAllBytes(blocks);
        Files.write(blocks, Arrays.copyOf(bytes, bytes.length - 1));
        Knowledge knowledge = knowledge();
        assertThat(knowledge.height).isEqualTo(12);
        assertThat(knowledge.transactions.get(1100)).isEmpty();
    }

    @Test
    void a_checkpoint_of_another_ledger_is_put_aside() throws IOException {
        Path other = folder.resolve("other");
        EmbeddedNetwork.start(EmbeddedConfig.in(other)).close();
        new WrittenChain(other.resolve("ledger/blocks"), 10).append(12);
        Files.copy(checkpoint, other.resolve("ledger/checkpoint"));
        ByteString otherGenesis = ByteString.copyFrom(Files.readAllBytes(other.resolve("genesis.pb")));
        try (Ledger ledger = Ledger.open(other.resolve("ledger/blocks"), otherGenesis, new SignatureVerifier())) {
            assertThat(ledger.height()).isEqualTo(13);
            assertThat(ledger.find(WrittenChain.transactionId(119))).isPresent();
            assertThat(ledger.find(WrittenChain.transactionId(120))).isEmpty();
        }
    }

    @Test
    @Tag("long")
    void one_hundred_thousand_transactions_take_less_than_200_megabytes_of_heap() throws IOException {
        chain.append(988);
        open().close();
        try (Ledger ledger = open()) {
            System.gc();
            long used =
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            assertThat(ledger.height()).isEqualTo(1001);
            assertThat(used).isLessThan(200L << 20);
        }
    }

    private Ledger open() {
        return Ledger.open(blocks, genesis, new SignatureVerifier());
    }

    private Knowledge knowledge() {
        try (Ledger ledger = open();
                VersionedState.Snapshot state = ledger.snapshot()) {
            List<Map.Entry<StateKey, StateValue>> entries = new ArrayList<>();
            state.all().forEach(entries::add);
            List<Optional<Committed>> transactions = new ArrayList<>();
            for (int i = 0; i < chain.transactions(); i++) {
                transactions.add(ledger.find(WrittenChain.transactionId(i)));
            }
            StateKey shared = StateKey.of(WrittenChain.NAMESPACE, WrittenChain.SHARED_KEY);
            return new Knowledge(
                    ledger.height(),
                    entries,
                    ledger.history(shared, ledger.height()),
                    transactions,
                    ledger.findBlock(ledger.newest().headerHash()));
        }
    }
}

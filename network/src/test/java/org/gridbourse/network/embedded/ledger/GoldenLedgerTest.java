package org.gridbourse.network.embedded.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.BlockFolder;
import org.gridbourse.blocks.EnvelopePayload;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.blocks.MalformedException;
import org.gridbourse.blocks.SignedEnvelope;
import org.gridbourse.network.embedded.membership.ChannelConfig;
import org.gridbourse.network.embedded.membership.SignatureVerifier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks that real peers of Hyperledger Fabric 3.1.5 have validated: the embedded network must judge them the same. */
class GoldenLedgerTest {
    private final SignatureVerifier verifier = new SignatureVerifier();
    private final VersionedState state = new VersionedState();
    private final Set<String> transactionIds = new HashSet<>();
    private ChannelConfig config;
    private ByteString commitHash = ByteString.EMPTY;

    @ParameterizedTest
    @CsvSource({"ledger-a.zip,126", "ledger-b.zip,23"})
    void every_validation_code_and_commit_hash_of_a_real_ledger_is_found_again(String name, int height)
            throws IOException {
        // given
        Path recorded = Path.of(System.getProperty("gridbourse.root"), "blocks/src/test/resources/recorded");
        BlockFolder blocks = new BlockFolder(
                FileSystems.newFileSystem(recorded.resolve(name)).getPath("/"));
        assertThat(blocks.numbers()).hasSize(height);
        readConfig(Block.parse(blocks.read(0)));
        // when each block is judged on the state that the blocks before have left
        for (long number = 1; number < height; number++) {
            judge(Block.parse(blocks.read(number)));
        }
    }

    private void judge(Block block) {
        BlockValidator.Verdict verdict;
        try (VersionedState.Snapshot before = state.snapshot()) {
            verdict = new BlockValidator(config, before, transactionIds::contains).validate(block);
        }
        commitHash = Hashes.commitHash(verdict.filter(), verdict.updates().toBytes(), commitHash);
        // then
        for (int i = 0; i < verdict.codes().size(); i++) {
            assertThat(verdict.codes().get(i))
                    .as("transaction %d of block %d", i, block.number())
                    .isEqualTo(block.recordedCode(i));
        }
        assertThat(block.commitHash())
                .as("commit hash of block %d", block.number())
                .contains(commitHash);
        state.apply(block.number(), verdict.updates());
        block.envelopes().forEach(this::rememberTransactionId);
        readConfig(block);
    }

    private void rememberTransactionId(ByteString envelope) {
        try {
            transactionIds.add(
                    SignedEnvelope.parse(envelope).content().readChannelHeader().transactionId());
        } catch (MalformedException e) {
            // has no id that a later transaction could repeat
        }
    }

    private void readConfig(Block block) {
        EnvelopePayload payload = SignedEnvelope.parse(block.envelopes().get(0)).content();
        if (payload.readChannelHeader().isConfig()) {
            config = new ChannelConfig("energy", payload.config().config(), verifier);
        }
    }
}

package org.gridbourse.network.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.SignedEnvelope;
import org.gridbourse.network.embedded.EmbeddedChaincode;
import org.gridbourse.network.embedded.EmbeddedConfig;
import org.gridbourse.network.embedded.EmbeddedNetwork;
import org.gridbourse.network.embedded.ledger.DamagedLedgerException;
import org.gridbourse.network.genesis.Batch;
import org.gridbourse.network.identity.Identities;
import org.gridbourse.network.identity.Organisation;
import org.gridbourse.programs.OwnClassPath;
import org.gridbourse.programs.SurroundingsException;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded network's process dies; what it has said to be committed is there when it starts again. */
class RecoveryTest {
    @TempDir
    Path folder;

    /**
     * Commits hand-made transactions on a network without chaincode process and prints the id of each as soon as it is
     * told of the commit, until it is killed.
     */
    static final class Load {
        private Load() {}

        public static void main(String[] arguments) throws Exception {
            try (EmbeddedNetwork network = start(Path.of(arguments[0]));
                    HandMadeTransactions client = new HandMadeTransactions(network)) {
                for (int i = 0; ; i++) {
                    String id = client.commit(Map.of("key-" + i % 10, "value-" + i));
                    System.out.println(id);
                }
            }
        }
    }

    @Test
    void after_kill_9_under_load_nothing_acknowledged_is_lost_and_no_block_is_half_there() throws Exception {
        for (int round = 0; round < 3; round++) {
            // given a network killed in the middle of its work
            List<String> acknowledged = killAfter(20 + 15 * round);
            // when it starts again over the same folder
            try (EmbeddedNetwork network = start(folder);
                    HandMadeTransactions client = new HandMadeTransactions(network)) {
                // then all it had told of is there, once, and valid
                assertThat(validTransactions(network)).containsAll(acknowledged);
                // and it goes on
                assertThat(client.commit(Map.of("after", "the crash " + round))).isNotEmpty();
            }
        }
    }

    @Test
    void state_and_history_are_the_same_after_a_restart_and_the_definition_is_not_made_again() throws Exception {
        int height;
        try (EmbeddedNetwork network = start(folder);
                HandMadeTransactions client = new HandMadeTransactions(network)) {
            client.commit(Map.of("a", "1", "b", "1"));
            client.commit(Map.of("a", "2"));
            height = network.height();
        }
        try (EmbeddedNetwork network = start(folder);
                HandMadeTransactions client = new HandMadeTransactions(network)) {
            assertThat(network.height()).isEqualTo(height);
            // a transaction that read the versions from before the restart is still good
            assertThat(client.commit(Map.of("c", "3"))).isNotEmpty();
            assertThat(network.height()).isEqualTo(height + 1);
        }
    }

    @Test
    void a_new_version_of_the_chaincode_is_a_new_definition_on_the_old_ledger() throws Exception {
        start(folder).close();
        EmbeddedConfig config = config(folder);
        try (EmbeddedNetwork network = EmbeddedNetwork.start(config.withChaincodes(List.of(chaincode("2", config))))) {
            assertThat(network.height()).isEqualTo(3);
            assertThat(network.block(2).recordedCode(0)).isEqualTo(TxValidationCode.VALID);
        }
    }

    @Test
    void a_changed_byte_in_the_ledger_stops_the_start_and_is_named() throws Exception {
        start(folder).close();
        Path blocks = folder.resolve("ledger/blocks");
        byte[] bytes = Files.readAllBytes(blocks);
        bytes[bytes.length / 2] ^= 1;
        Files.write(blocks, bytes);
        assertThatThrownBy(() -> start(folder).close())
                .isInstanceOf(DamagedLedgerException.class)
                .hasMessageContaining("damaged: the record of block");
    }

    @Test
    void other_certificates_than_those_of_the_ledger_stop_the_start() throws Exception {
        start(folder).close();
        TemporaryFolders.delete(folder.resolve("crypto"));
        Identities.create(folder.resolve("crypto"), Organisation.peers(), List.of(), java.time.Instant.now());
        assertThatThrownBy(() -> start(folder).close())
                .isInstanceOf(SurroundingsException.class)
                .hasMessageContaining("certificates");
    }

    @Test
    void a_second_network_over_the_same_folder_is_refused() {
        try (EmbeddedNetwork first = start(folder)) {
            assertThat(first.height()).isEqualTo(2);
            assertThatThrownBy(() -> start(folder).close())
                    .isInstanceOf(DamagedLedgerException.class)
                    .hasMessageContaining("in use by another network");
        }
    }

    private List<String> killAfter(int commits) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        OwnClassPath.entries().stream().map(Path::toString).collect(Collectors.joining(":")),
                        Load.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String id = output.readLine(); id != null; id = output.readLine()) {
                acknowledged.add(id);
                if (acknowledged.size() == commits) {
                    process.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(commits);
        return acknowledged;
    }

    private static Set<String> validTransactions(EmbeddedNetwork network) {
        Set<String> ids = new HashSet<>();
        for (int number = 1; number < network.height(); number++) {
            Block block = network.block(number);
            for (int i = 0; i < block.envelopes().size(); i++) {
                assertThat(block.recordedCode(i)).isEqualTo(TxValidationCode.VALID);
                String id = SignedEnvelope.parse(block.envelopes().get(i))
                        .content()
                        .readChannelHeader()
                        .transactionId();
                assertThat(ids.add(id)).as("transaction %s once", id).isTrue();
            }
        }
        return ids;
    }

    private static EmbeddedNetwork start(Path folder) {
        EmbeddedConfig config = config(folder);
        return EmbeddedNetwork.start(config.withChaincodes(List.of(chaincode("1", config))));
    }

    private static EmbeddedConfig config(Path folder) {
        return EmbeddedConfig.in(folder).withBatch(new Batch(2, 10, 1024 * 1024, 512 * 1024));
    }

    private static EmbeddedChaincode chaincode(String version, EmbeddedConfig config) {
        return EmbeddedChaincode.shared(
                NetworkUnderTest.CHAINCODE, version, NetworkUnderTest.POLICY, "none", config.organisations(), 1);
    }
}

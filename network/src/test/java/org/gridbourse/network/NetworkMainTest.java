package org.gridbourse.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.network.embedded.EmbeddedConfig;
import org.gridbourse.network.embedded.EmbeddedNetwork;
import org.gridbourse.network.identity.User;
import org.gridbourse.programs.Ports;
import org.gridbourse.programs.ProcessRecord;
import org.gridbourse.programs.SurroundingsException;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkMainTest {
    @TempDir
    Path folder;

    private final PrintStream standardOutput = System.out;
    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stopListening() {
        System.setOut(standardOutput);
        System.setErr(standardError);
    }

    @Test
    void without_a_network_status_says_so_with_exit_code_3_and_down_has_nothing_to_do() {
        assertThat(run("status")).isEqualTo(3);
        assertThat(output.toString(StandardCharsets.UTF_8)).startsWith("no network is up");
        assertThat(run("status", "--json")).isEqualTo(3);
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("\"usable\": false");
        assertThat(run("down")).isZero();
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("nothing was running");
    }

    @ParameterizedTest
    @CsvSource({"upgrade,2", "add-organisation,East", "revoke,North north-1", "issue,North north-7"})
    void changes_need_a_running_network(String verb, String arguments) {
        String[] words = (verb + " " + arguments).split(" ");
        assertThat(run(words)).isEqualTo(3);
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("no network is up in " + folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up --kind ethereum",
                "up --ports 80",
                "up --ports many",
                "up --ordering kafka",
                "add-organisation ../x",
                "prepare --fabric 1.4.0",
                "fly",
                "up --nonsense"
            })
    void a_call_that_cannot_be_understood_ends_with_exit_code_2_and_starts_nothing(String call) {
        assertThat(run(call.split(" "))).isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8)).isNotBlank();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_taken_port_is_named_with_what_it_is_for() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> Ports.requireFree(Map.of(port, "peer-grid")))
                    .isInstanceOf(SurroundingsException.class)
                    .hasMessage(
                            "port taken: %d (peer-grid). Stop the program that uses it, or choose others with --ports auto"
                                    .formatted(port));
        }
    }

    @Test
    void further_users_are_read_from_json_and_errors_name_file_and_entry() throws IOException {
        Path file = folder.resolve("users.json");
        Files.writeString(
                file,
                "[{\"organisation\":\"North\",\"name\":\"north-1\",\"attributes\":{\"role\":\"prosumer\",\"participant\":\"north-1\"}}]");
        assertThat(UsersFile.read(file))
                .containsExactly(new User("North", "north-1", Map.of("role", "prosumer", "participant", "north-1")));
        Files.writeString(file, "[{\"organisation\":\"North\",\"name\":\"a/b\",\"attributes\":{}}]");
        assertThatThrownBy(() -> UsersFile.read(file))
                .hasMessage(file + ", user 1: name (a/b) must be 1 to 48 letters, digits, hyphens or underscores");
        Files.writeString(file, "[{\"organisation\":\"North\",\"name\":\"a\",\"attributes\":{\"role\":1}}]");
        assertThatThrownBy(() -> UsersFile.read(file)).hasMessage(file + ", user 1, attribute role: must be a text");
        Files.writeString(file, "{}");
        assertThatThrownBy(() -> UsersFile.read(file)).hasMessage(file + " must hold an array of users");
    }

    @Test
    void a_participant_of_a_running_network_gets_a_certificate_that_its_members_take() throws Exception {
        try (EmbeddedNetwork network = EmbeddedNetwork.start(EmbeddedConfig.in(folder.resolve("embedded")))) {
            noteAsRunning(network.connection());

            assertThat(run("issue", "North", "north-7")).as(errors::toString).isZero();
            assertThat(run("issue", "North", "north-7")).as(errors::toString).isZero();
            assertThat(run("issue", "East", "east-1")).isEqualTo(2);

            assertThat(output.toString(StandardCharsets.UTF_8)).contains("north-7@north.example");
            assertThat(errors.toString(StandardCharsets.UTF_8)).contains("must be one of [Grid, North, South]");
            ConnectionFile.Organisation north = network.connection().organisation("North");
            try (GatewayConnection client = GatewayConnection.open(north, north, "north-7")) {
                byte[] info = client.gateway()
                        .getNetwork("energy")
                        .getContract("qscc")
                        .evaluateTransaction("GetChainInfo", "energy");
                assertThat(BlockchainInfo.parseFrom(info).getHeight()).isPositive();
            }
        }
    }

    @Test
    void users_named_at_a_network_that_is_up_are_issued() throws Exception {
        Path users = folder.resolve("users.json");
        Files.writeString(
                users,
                "[{\"organisation\":\"South\",\"name\":\"south-9\",\"attributes\":{\"role\":\"prosumer\",\"participant\":\"south-9\"}}]");
        try (EmbeddedNetwork network = EmbeddedNetwork.start(EmbeddedConfig.in(folder.resolve("embedded")))) {
            noteAsRunning(network.connection());

            assertThat(run("up", "--users", users.toString()))
                    .as(errors::toString)
                    .isZero();

            assertThat(output.toString(StandardCharsets.UTF_8)).contains("south-9@south.example", "is up already");
            assertThat(network.connection()
                            .organisation("South")
                            .users()
                            .resolve("south-9@south.example/msp/signcerts"))
                    .isDirectory();
        }
    }

    /** As a start leaves it, with the name of a chaincode that is not asked here. */
    private void noteAsRunning(ConnectionFile network) {
        new ConnectionFile(network.network(), network.channel(), "market", network.genesis(), network.organisations())
                .write(folder);
        ProcessRecord.ofThisProcess(RunFolder.LAUNCHER).write(folder.resolve("processes"));
    }

    private int run(String... words) {
        String[] arguments = Stream.concat(Stream.of(words), Stream.of("--folder", folder.toString()))
                .toArray(String[]::new);
        return NetworkMain.run(arguments);
    }
}

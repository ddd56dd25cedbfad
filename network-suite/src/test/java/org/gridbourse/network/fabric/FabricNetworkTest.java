package org.gridbourse.network.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.network.GatewayConnection;
import org.gridbourse.network.genesis.Consensus;
import org.gridbourse.network.identity.Identities;
import org.gridbourse.network.identity.Organisation;
import org.gridbourse.network.identity.User;
import org.gridbourse.network.local.ChaincodeProgram;
import org.gridbourse.network.local.PortChoice;
import org.gridbourse.network.probe.ProbeChaincode;
import org.gridbourse.programs.OwnClassPath;
import org.gridbourse.programs.ProcessRecord;
import org.gridbourse.programs.Supervisor;
import org.gridbourse.programs.SurroundingsException;
import org.gridbourse.programs.Waiting;
import org.hyperledger.fabric.client.CommitException;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a network of many processes can show: nodes are killed, chaincode is upgraded, all of it comes back. */
class FabricNetworkTest {
    private static final String POLICY = "AND('GridMSP.peer',OR('NorthMSP.peer','SouthMSP.peer'))";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static final List<String> STORY = Collections.synchronizedList(new ArrayList<>());
    private static Supervisor supervisor;
    private static FabricNetwork network;
    private static ConnectionFile connection;

    @BeforeAll
    static void startTheNetwork() {
        RealFabric.networkOrSkip();
        start(PortChoice.parse("auto"));
    }

    @AfterAll
    static void stopTheNetwork() {
        if (network != null) {
            network.close();
            assertThat(ProcessRecord.readAll(folder.resolve("processes"))).isEmpty();
        }
    }

    @Test
    void a_transaction_is_endorsed_and_committed_through_the_gateway_of_every_organisation() throws Exception {
        for (ConnectionFile.Organisation organisation : connection.organisations()) {
            String key = "from-" + organisation.name();
            try (GatewayConnection client = client(organisation)) {
                contract(client).submitTransaction("put", key, "1");
            }
            assertThat(valueAt(connection.organisations().get(0), key)).isEqualTo("1");
        }
    }

    @Test
    void the_raft_leader_is_killed_and_transactions_go_on_until_all_peers_are_at_one_height() throws Exception {
        // given
        OrdererNode leader = leader().orElseThrow();
        // when
        kill(leader.name());
        // then
        for (int i = 0; i < 10; i++) {
            submit("leader-" + i, "1");
        }
        assertThat(STORY).contains(leader.name() + " ended with exit code 137; starting it again");
        awaitEqualHeights();
    }

    @Test
    void a_killed_peer_comes_back_and_catches_up() throws Exception {
        // when North's peer is away, Grid and South endorse
        kill("peer-north");
        for (int i = 0; i < 10; i++) {
            submit("peer-" + i, "1");
        }
        // then
        awaitEqualHeights();
    }

    @Test
    void a_killed_chaincode_process_comes_back_and_its_organisation_endorses_again() throws Exception {
        kill("chaincode-grid");
        submit("chaincode", "1");
        assertThat(STORY).contains("chaincode-grid ended with exit code 137; starting it again");
    }

    @Test
    void an_upgrade_by_sequence_keeps_the_ledger() throws Exception {
        // given
        submit("before-upgrade", "1");
        int sequence =
                Deployment.read(folder.resolve("deployment.json")).orElseThrow().sequence();
        // when
        network.upgrade("v" + (sequence + 1));
        submit("after-upgrade", "2");
        // then
        assertThat(valueAt(connection.organisations().get(1), "before-upgrade")).isEqualTo("1");
        assertThat(Deployment.read(folder.resolve("deployment.json"))
                        .orElseThrow()
                        .sequence())
                .isEqualTo(sequence + 1);
    }

    @Test
    void a_user_revoked_in_mid_life_is_refused_by_every_peer_and_stays_so_after_a_restart() throws Exception {
        // given
        Identities members = Identities.create(
                folder.resolve("crypto"),
                network.topology().organisations(),
                List.of(new User("North", "lost", Map.of())),
                Instant.now());
        assertThat(members.organisation("North").user("lost").certificate()).isNotNull();
        ConnectionFile.Organisation north = connection.organisations().get(1);
        try (GatewayConnection client = GatewayConnection.open(north, north, "lost")) {
            contract(client).submitTransaction("put", "before-revocation", "1");
            // when
            network.revoke("North", "lost", InstantSource.system());
            // then: the update takes a moment to reach every peer
            Waiting.until(() -> isRefused(client), LIMIT, "the revocation");
        }
        network.close();
        start(PortChoice.unsaid());
        try (GatewayConnection client = GatewayConnection.open(north, north, "lost")) {
            assertThat(isRefused(client)).isTrue();
        }
    }

    @Test
    void another_organisation_joins_reads_the_whole_ledger_and_submits_through_its_own_gateway() throws Exception {
        // given
        submit("before-east", "1");
        // when
        connection = network.addOrganisation("East", InstantSource.system());
        // then
        ConnectionFile.Organisation east = connection.organisations().get(3);
        assertThat(east.mspId()).isEqualTo("EastMSP");
        assertThat(valueAt(east, "before-east")).isEqualTo("1");
        try (GatewayConnection client = client(east)) {
            submit(client, "from-east", "1");
        }
        assertThat(valueAt(connection.organisations().get(0), "from-east")).isEqualTo("1");
        assertThatThrownBy(() -> network.addOrganisation("East", InstantSource.system()))
                .hasMessage("NAME (East) is an organisation of the network already");
    }

    @Test
    void every_figure_that_dashboard_and_alerts_ask_of_nodes_is_exported_by_one() {
        // given that South's peer has met a chaincode that was away; before that it does not count such failures
        Set<String> asked = MonitoringQueries.ofNodes();
        Set<String> exported = new TreeSet<>();
        Waiting.until(
                () -> {
                    kill("chaincode-south");
                    submitFails(connection.organisations().get(2));
                    exported.addAll(exportedFigures());
                    return exported.contains("endorser_proposal_simulation_failures");
                },
                LIMIT,
                "a failure to be counted");
        // then
        assertThat(asked).hasSizeGreaterThan(10);
        assertThat(exported).containsAll(asked);
    }

    private static boolean submitFails(ConnectionFile.Organisation organisation) {
        try (GatewayConnection client = client(organisation)) {
            contract(client).submitTransaction("noop");
            return false;
        } catch (GatewayException | CommitException e) {
            return true;
        }
    }

    private static Set<String> exportedFigures() {
        List<Integer> ports = new ArrayList<>();
        network.topology().orderers().forEach(node -> ports.add(node.operationsPort()));
        network.topology().peers().forEach(node -> ports.add(node.operationsPort()));
        Set<String> figures = new TreeSet<>();
        for (int port : ports) {
            figures(port)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> figures.add(line.split("[{ ]")[0]));
        }
        return figures;
    }

    private static String figures(int operationsPort) {
        URI metrics = URI.create("http://127.0.0.1:%d/metrics".formatted(operationsPort));
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return ""; // it is being started again
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isRefused(GatewayConnection client) {
        try {
            contract(client).evaluateTransaction("get", "before-revocation");
            return false;
        } catch (GatewayException e) {
            return e.toString().contains("access denied")
                    || e.getDetails().toString().contains("access denied");
        }
    }

    @Test
    void a_second_start_goes_on_with_the_ledger_and_refuses_other_certificates() throws Exception {
        // given
        submit("before-restart", "1");
        network.close();
        // when the certificates are others
        Path crypto = folder.resolve("crypto");
        Path aside = folder.resolve("crypto.aside");
        Files.move(crypto, aside);
        assertThatThrownBy(() -> start(PortChoice.unsaid()))
                .isInstanceOf(SurroundingsException.class)
                .hasMessageContaining("certificates of GridMSP");
        network.close();
        Files.move(crypto, folder.resolve("crypto.wrong"));
        Files.move(aside, crypto);
        // and when they are the old ones
        start(PortChoice.unsaid());
        submit("after-restart", "1");
        // then
        assertThat(valueAt(connection.organisations().get(2), "before-restart")).isEqualTo("1");
    }

    private static void start(PortChoice ports) {
        supervisor = new Supervisor(folder.resolve("processes"), STORY::add);
        network = new FabricNetwork(
                new FabricNetwork.Settings(
                        folder,
                        RealFabric.templates(),
                        Optional.empty(),
                        RealFabric.programsOrSkip(),
                        ports,
                        Consensus.RAFT,
                        "energy",
                        Organisation.peers(),
                        "probe",
                        new ChaincodeProgram(ProbeChaincode.class.getName(), OwnClassPath.entries()),
                        POLICY,
                        List.of()),
                supervisor,
                STORY::add);
        connection = network.start(InstantSource.system());
        for (ConnectionFile.Organisation organisation : connection.organisations()) {
            try (GatewayConnection client = client(organisation)) {
                submit(client, "ready", "1");
            }
        }
    }

    private static void kill(String program) {
        ProcessRecord.read(folder.resolve("processes"), program)
                .flatMap(ProcessRecord::process)
                .orElseThrow()
                .destroyForcibly();
    }

    /** Submits through Grid. */
    private static void submit(String key, String value) {
        try (GatewayConnection client = client(connection.organisations().get(0))) {
            submit(client, key, value);
        }
    }

    /** Submits until it is committed: what a client does while a node is away. */
    private static void submit(GatewayConnection client, String key, String value) {
        List<Exception> failures = new ArrayList<>();
        Waiting.until(
                () -> {
                    try {
                        contract(client).submitTransaction("put", key, value);
                        return true;
                    } catch (GatewayException | CommitException e) {
                        failures.add(e);
                        return false;
                    }
                },
                LIMIT,
                key + " to be committed; " + failures);
    }

    private static String valueAt(ConnectionFile.Organisation organisation, String key) throws GatewayException {
        try (GatewayConnection client = client(organisation)) {
            return new String(contract(client).evaluateTransaction("get", key), StandardCharsets.UTF_8);
        }
    }

    private static void awaitEqualHeights() {
        Waiting.until(() -> heights().stream().distinct().count() == 1, LIMIT, "all peers to be at one height");
    }

    private static List<Long> heights() {
        return connection.organisations().stream()
                .map(FabricNetworkTest::height)
                .toList();
    }

    private static long height(ConnectionFile.Organisation organisation) {
        try (GatewayConnection client = client(organisation)) {
            byte[] info = client.gateway()
                    .getNetwork("energy")
                    .getContract("qscc")
                    .evaluateTransaction("GetChainInfo", "energy");
            return BlockchainInfo.parseFrom(info).getHeight();
        } catch (GatewayException | IOException e) {
            return -organisation.name().length(); // away: equal to nobody's
        }
    }

    private static Optional<OrdererNode> leader() {
        for (OrdererNode orderer : network.topology().orderers()) {
            if (figures(orderer.operationsPort()).contains("consensus_etcdraft_is_leader{channel=\"energy\"} 1")) {
                return Optional.of(orderer);
            }
        }
        return Optional.empty();
    }

    private static GatewayConnection client(ConnectionFile.Organisation organisation) {
        return GatewayConnection.open(organisation, organisation, "operator");
    }

    private static Contract contract(GatewayConnection client) {
        return client.gateway().getNetwork("energy").getContract("probe");
    }
}

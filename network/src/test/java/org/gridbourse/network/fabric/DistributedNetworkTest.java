package org.gridbourse.network.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gridbourse.fabric.identity.Pem;
import org.gridbourse.network.genesis.Consensus;
import org.gridbourse.network.identity.Identities;
import org.gridbourse.network.identity.Organisation;
import org.gridbourse.network.identity.User;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files for containers and for several machines; they follow from the same topology as the network on this machine. */
class DistributedNetworkTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Topology TOPOLOGY = Topology.of(Topology.STANDARD_PORT_BASE, Consensus.RAFT);

    @TempDir
    Path folder;

    @Test
    void every_process_gets_its_variables_with_paths_and_names_as_its_machine_sees_them() throws IOException {
        // when
        prepare();
        // then
        Path env = folder.resolve("env");
        assertThat(env.resolve("peer-north.env"))
                .content()
                .contains("CORE_PEER_ADDRESS=peer0.north.example:7061\n")
                .contains("CORE_PEER_LISTENADDRESS=0.0.0.0:7061\n")
                .contains("CORE_PEER_FILESYSTEMPATH=/srv/energy/data/peer-north\n")
                .contains("=/srv/energy/crypto/peerOrganizations/north.example/peers/peer0.north.example/msp\n")
                .doesNotContain(folder.toString());
        assertThat(env.resolve("orderer-grid.env"))
                .content()
                .contains("ORDERER_GENERAL_LISTENPORT=7050\n")
                .doesNotContain(folder.toString());
        assertThat(env.resolve("chaincode-south.env"))
                .content()
                .contains("CORE_CHAINCODE_ID_NAME=" + new ChaincodePackage("market", "1").id() + "\n")
                .contains("CORE_PEER_LOCALMSPID=SouthMSP\n");
    }

    @Test
    void preparing_again_changes_no_file() throws IOException {
        prepare();
        Map<String, String> before = contents();
        prepare();
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void renewed_certificates_have_the_old_keys_and_fit_the_first_block() throws IOException {
        // given
        prepare();
        Path tls =
                folder.resolve("crypto/ordererOrganizations/ord.north.example/orderers/orderer0.ord.north.example/tls");
        X509Certificate former = Pem.certificateOn(tls.resolve("server.crt"));
        String key = Files.readString(tls.resolve("server.key"));
        String genesis = Files.readString(folder.resolve("genesis.pb"), StandardCharsets.ISO_8859_1);
        // when: nine years later
        Instant later = NOW.plus(Duration.ofDays(3_285));
        network()
                .renewing()
                .prepare(Templates.FOLDER, Path.of("/srv/energy"), FabricVersion.STANDARD, List.of(), later);
        // then
        X509Certificate renewed = Pem.certificateOn(tls.resolve("server.crt"));
        assertThat(renewed.getNotAfter()).isAfter(former.getNotAfter());
        assertThat(renewed.getPublicKey()).isEqualTo(former.getPublicKey());
        assertThat(Files.readString(tls.resolve("server.key"))).isEqualTo(key);
        assertThat(Files.readString(folder.resolve("genesis.pb"), StandardCharsets.ISO_8859_1))
                .isEqualTo(genesis);
        assertThat(Pem.certificateOn(
                                folder.resolve(
                                        "crypto/peerOrganizations/south.example/users/Admin@south.example/msp/signcerts/Admin@south.example-cert.pem"))
                        .getNotAfter()
                        .toInstant())
                .isAfter(later.plus(Duration.ofDays(3_000)));
    }

    @Test
    void a_newcomer_and_a_later_chaincode_get_files_of_their_own_beside_the_same_first_block() throws IOException {
        // given
        prepare();
        byte[] genesis = Files.readAllBytes(folder.resolve("genesis.pb"));
        // when
        network()
                .withNewcomers(List.of("East"))
                .withChaincodeVersion(2)
                .prepare(Templates.FOLDER, Path.of("/srv/energy"), FabricVersion.STANDARD, List.of(), NOW);
        // then
        assertThat(folder.resolve("genesis.pb")).hasBinaryContent(genesis);
        assertThat(folder.resolve("env/peer-east.env"))
                .content()
                .contains("CORE_PEER_ADDRESS=peer0.east.example:7081\n");
        assertThat(folder.resolve("env/orderer-east.env")).doesNotExist();
        assertThat(folder.resolve("env/chaincode-grid.env"))
                .content()
                .contains("CORE_CHAINCODE_ID_NAME=" + new ChaincodePackage("market", "2").id() + "\n");
    }

    @Test
    void organisations_that_keep_their_keys_to_themselves_assemble_the_same_network_from_public_parts()
            throws IOException {
        // given every organisation has made its own, and a folder with the public parts of all
        Path assembly = folder.resolve("assembly");
        for (Organisation organisation : TOPOLOGY.organisations()) {
            Path own = folder.resolve("own").resolve(organisation.name());
            Identities.create(own, List.of(organisation), List.of(), NOW);
            copyPublicPart(own, assembly.resolve("crypto"));
        }
        // when
        new DistributedNetwork(assembly, Consensus.RAFT, "energy", "market", "OR('GridMSP.peer')")
                .prepare(Templates.FOLDER, Path.of("/srv/energy"), FabricVersion.STANDARD, List.of(), NOW);
        // then
        assertThat(assembly.resolve("genesis.pb")).isNotEmptyFile();
        try (Stream<Path> files = Files.walk(assembly)) {
            assertThat(files.map(file -> file.getFileName().toString())).doesNotContain("priv_sk", "server.key");
        }
        // and nobody can issue in another's name
        Identities foreign = Identities.create(assembly.resolve("crypto"), TOPOLOGY.organisations(), List.of(), NOW);
        assertThatThrownBy(() -> foreign.issue(new User("North", "n-1", Map.of()), NOW))
                .hasMessageContaining("only its owner issues certificates of North");
    }

    private static void copyPublicPart(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = from.relativize(file).toString();
                if (name.matches("[a-z]+Organizations/[^/]+/msp/.*") || name.endsWith("tls/server.crt")) {
                    Path target = to.resolve(name);
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
            }
        }
    }

    @Test
    void the_compose_file_publishes_the_ports_of_the_topology_on_the_loopback_address_alone() throws IOException {
        Map<?, ?> services = (Map<?, ?>) yaml("compose.yaml").get("services");
        for (OrdererNode orderer : TOPOLOGY.orderers()) {
            assertThat(published(services, orderer.name()))
                    .containsExactly(loopback(orderer.port()), loopback(orderer.adminPort()));
        }
        for (PeerNode peer : TOPOLOGY.peers()) {
            assertThat(published(services, peer.name())).containsExactly(loopback(peer.port()));
            Map<?, ?> environment = (Map<?, ?>) service(services, peer.name()).get("environment");
            assertThat(environment.get("CHAINCODE_ADDRESS"))
                    .isEqualTo("chaincode." + peer.organisation().domain() + ":" + peer.chaincodePort());
            assertThat(service(services, peer.chaincodeName()).get("ports"))
                    .as("nobody but the peer may call it")
                    .isNull();
        }
    }

    @Test
    void a_container_sees_its_own_organisations_keys_alone_and_cannot_write_them() throws IOException {
        Map<?, ?> services = (Map<?, ?>) yaml("compose.yaml").get("services");
        for (PeerNode peer : TOPOLOGY.peers()) {
            String domain = peer.organisation().domain();
            for (String name : List.of(peer.name(), peer.chaincodeName())) {
                assertThat(mounts(services, name))
                        .filteredOn(mount -> mount.contains("/crypto/"))
                        .isNotEmpty()
                        .allMatch(mount -> mount.contains("/" + domain + "/") && mount.endsWith(":ro"))
                        .noneMatch(mount ->
                                mount.contains("/ca/") || mount.contains("/tlsca/") || mount.contains("/users"));
            }
            assertThat(mounts(services, peer.name())).noneMatch(mount -> mount.contains("server.key"));
            assertThat(mounts(services, peer.chaincodeName())).noneMatch(mount -> mount.contains("client.key"));
            assertThat(((Map<?, ?>) service(services, peer.chaincodeName()).get("networks")).keySet())
                    .as("the chaincode is on its organisation's network and on no other")
                    .isEqualTo(Set.of(peer.name().replace("peer-", "")));
        }
    }

    @Test
    void every_image_is_named_by_digest_and_nobody_watches_without_a_password() throws IOException {
        String text = Files.readString(Templates.FOLDER.resolve("compose.yaml"));
        assertThat(text.lines().filter(line -> line.strip().startsWith("image:")))
                .hasSize(5)
                .allMatch(line -> line.matches(".*@sha256:[0-9a-f]{64}}?"));
        assertThat(text).doesNotContain("ANONYMOUS");
    }

    private static List<String> mounts(Map<?, ?> services, String name) {
        return ((List<?>) service(services, name).get("volumes"))
                .stream().map(Object::toString).toList();
    }

    @Test
    void prometheus_asks_every_node_of_the_topology() throws IOException {
        List<String> expected = new ArrayList<>();
        TOPOLOGY.orderers().forEach(orderer -> expected.add("127.0.0.1:" + orderer.operationsPort()));
        TOPOLOGY.peers().forEach(peer -> expected.add("127.0.0.1:" + peer.operationsPort()));
        assertThat(Files.readString(Templates.FOLDER.resolve("prometheus/local.yml")))
                .contains(expected);
    }

    private DistributedNetwork network() {
        return new DistributedNetwork(folder, Consensus.RAFT, "energy", "market", "OR('GridMSP.peer')");
    }

    private void prepare() {
        network().prepare(Templates.FOLDER, Path.of("/srv/energy"), FabricVersion.STANDARD, List.of(), NOW);
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(folder.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    private static Map<?, ?> yaml(String name) throws IOException {
        LoadSettings settings = LoadSettings.builder().build();
        return (Map<?, ?>) new Load(settings).loadFromString(Files.readString(Templates.FOLDER.resolve(name)));
    }

    private static Map<?, ?> service(Map<?, ?> services, String name) {
        return (Map<?, ?>) services.get(name);
    }

    private static List<String> published(Map<?, ?> services, String name) {
        return ((List<?>) service(services, name).get("ports"))
                .stream().map(Object::toString).toList();
    }

    private static String loopback(int port) {
        return "127.0.0.1:%d:%d".formatted(port, port);
    }
}

package org.gridbourse.network.suite;

import io.grpc.ManagedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.network.NetworkKind;
import org.gridbourse.network.embedded.EmbeddedChaincode;
import org.gridbourse.network.embedded.EmbeddedConfig;
import org.gridbourse.network.embedded.EmbeddedNetwork;
import org.gridbourse.network.identity.ChaincodeTls;
import org.gridbourse.network.identity.Identities;
import org.gridbourse.network.identity.Organisation;
import org.gridbourse.network.local.ChaincodeProgram;
import org.gridbourse.programs.Ports;
import org.gridbourse.programs.ProcessRecord;
import org.gridbourse.programs.Supervisor;

/**
 * The embedded network in this very process; each organisation's chaincode in a process of its own, as on real Fabric,
 * which outlives the network's restarts.
 */
final class EmbeddedUnderTest extends NetworkUnderTest {
    private static final Duration CHAINCODE_START = Duration.ofSeconds(60);

    private final ChaincodeUnderTest chaincode;
    private final Path folder;
    private final Supervisor supervisor;
    private final Map<Organisation, Integer> chaincodePorts = new LinkedHashMap<>();
    private final ChaincodeTls tls;
    private EmbeddedNetwork network;

    EmbeddedUnderTest(ChaincodeUnderTest chaincode) {
        this.chaincode = chaincode;
        try {
            folder = Files.createTempDirectory("gridbourse-suite");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        supervisor = new Supervisor(folder.resolve("processes"), line -> {});
        tls = ChaincodeTls.createOrOpen(folder.resolve("chaincode-tls"), "chaincode", Instant.now());
        for (Organisation organisation : Organisation.peers()) {
            chaincodePorts.put(organisation, Ports.free());
            startChaincode(organisation.name());
        }
        SharedIdentities.copyTo(folder.resolve("crypto"), chaincode);
        start(Map.of());
        awaitChaincodes();
    }

    private void start(Map<String, Integer> ports) {
        Map<String, InetSocketAddress> addresses = new HashMap<>();
        chaincodePorts.forEach((organisation, port) ->
                addresses.put(organisation.mspId(), InetSocketAddress.createUnresolved("127.0.0.1", port)));
        network = EmbeddedNetwork.start(EmbeddedConfig.in(folder)
                .withPorts(ports)
                .withChaincodes(
                        List.of(new EmbeddedChaincode(chaincode.name(), "1", POLICY, chaincode.packageId(), addresses)
                                .withTls(tls))));
        network.awaitChaincodes(CHAINCODE_START);
    }

    @Override
    ChaincodeUnderTest chaincode() {
        return chaincode;
    }

    @Override
    NetworkKind kind() {
        return NetworkKind.EMBEDDED;
    }

    @Override
    ConnectionFile connection() {
        return network.connection();
    }

    @Override
    ManagedChannel orderer() {
        // it has no endpoint of its own: every peer's has its services
        return connect(organisation("Grid").gateway(), organisation("Grid").tlsRootCert());
    }

    @Override
    Identities identities() {
        return network.identities();
    }

    @Override
    void killChaincode() {
        for (Organisation organisation : Organisation.peers()) {
            ProcessRecord.read(folder.resolve("processes"), process(organisation))
                    .flatMap(ProcessRecord::process)
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Override
    void stopChaincode(String organisation) {
        supervisor.stop(List.of(process(named(organisation))));
    }

    @Override
    void startChaincode(String organisation) {
        Organisation owner = named(organisation);
        Path log = folder.resolve(process(owner) + ".log");
        supervisor.start(chaincode
                .program()
                .process(
                        new ChaincodeProgram.Service(
                                process(owner), chaincode.packageId(), owner.mspId(), chaincodePorts.get(owner), tls),
                        List.of(),
                        log));
    }

    @Override
    int chaincodePort(String organisation) {
        return chaincodePorts.get(named(organisation));
    }

    private static String process(Organisation organisation) {
        return "chaincode-" + organisation.name();
    }

    private static Organisation named(String name) {
        return Organisation.peers().stream()
                .filter(organisation -> organisation.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    void restart() {
        Map<String, Integer> ports = network.ports();
        network.close();
        start(ports);
    }

    @Override
    public void close() {
        network.close();
        supervisor.close();
        TemporaryFolders.delete(folder);
    }
}

package org.gridbourse.network.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.gridbourse.network.ConnectionFile;
import org.gridbourse.network.NetworkKind;
import org.gridbourse.network.embedded.EmbeddedChaincode;
import org.gridbourse.network.embedded.EmbeddedConfig;
import org.gridbourse.network.embedded.EmbeddedNetwork;
import org.gridbourse.network.identity.Identities;
import org.gridbourse.network.process.ProcessRecord;
import org.gridbourse.network.process.Supervisor;

/** The embedded network in this very process, its chaincode in one of its own that outlives the network's restarts. */
final class EmbeddedUnderTest extends NetworkUnderTest {
    private static final Duration CHAINCODE_START = Duration.ofSeconds(60);
    private static final String PROCESS = "chaincode-probe";
    private static final String PACKAGE = "probe_1:suite";

    private final Path folder;
    private final Supervisor supervisor;
    private final int chaincodePort;
    private EmbeddedNetwork network;

    EmbeddedUnderTest() {
        try {
            folder = Files.createTempDirectory("gridbourse-suite");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        chaincodePort = freePort();
        supervisor = new Supervisor(folder.resolve("processes"), line -> {});
        supervisor.start(probe().process(
                        PROCESS, PACKAGE, "GridMSP", chaincodePort, List.of(), folder.resolve("chaincode.log")));
        prepareIdentities(folder.resolve("crypto"));
        start(Map.of());
    }

    private void start(Map<String, Integer> ports) {
        EmbeddedConfig config = EmbeddedConfig.in(folder).withPorts(ports);
        network = EmbeddedNetwork.start(config.withChaincodes(List.of(
                EmbeddedChaincode.shared(CHAINCODE, "1", POLICY, PACKAGE, config.organisations(), chaincodePort))));
        network.awaitChaincodes(CHAINCODE_START);
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
    Identities identities() {
        return network.identities();
    }

    @Override
    void killChaincode() {
        ProcessRecord.read(folder.resolve("processes"), PROCESS)
                .flatMap(ProcessRecord::process)
                .ifPresent(ProcessHandle::destroyForcibly);
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

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.gridbourse.network.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.network.ConnectionFile;
import org.gridbourse.network.NetworkKind;
import org.gridbourse.network.embedded.EmbeddedConfig;
import org.gridbourse.network.embedded.LocalEmbeddedNetwork;
import org.gridbourse.network.identity.Identities;
import org.gridbourse.network.process.ProcessRecord;
import org.gridbourse.network.process.Supervisor;

/** The embedded network in this very process, its chaincode in one of its own. */
final class EmbeddedUnderTest extends NetworkUnderTest {
    private static final Duration CHAINCODE_START = Duration.ofSeconds(60);

    private final Path folder;
    private final Supervisor supervisor;
    private LocalEmbeddedNetwork network;
    private ConnectionFile connection;

    EmbeddedUnderTest() {
        try {
            folder = Files.createTempDirectory("gridbourse-suite");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        prepareIdentities(folder.resolve("crypto"));
        supervisor = new Supervisor(folder.resolve("processes"), line -> {});
        start(Map.of());
    }

    private void start(Map<String, Integer> ports) {
        network = new LocalEmbeddedNetwork(
                EmbeddedConfig.in(folder).withPorts(ports),
                CHAINCODE,
                POLICY,
                probe(),
                Optional.empty(),
                supervisor,
                line -> {});
        connection = network.start(InstantSource.system());
        network.network().awaitChaincodes(CHAINCODE_START);
    }

    @Override
    NetworkKind kind() {
        return NetworkKind.EMBEDDED;
    }

    @Override
    ConnectionFile connection() {
        return connection;
    }

    @Override
    Identities identities() {
        return network.network().identities();
    }

    @Override
    void killChaincode() {
        ProcessRecord.read(folder.resolve("processes"), "chaincode-probe")
                .flatMap(ProcessRecord::process)
                .ifPresent(ProcessHandle::destroyForcibly);
    }

    @Override
    void restart() {
        Map<String, Integer> ports = network.network().ports();
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

package org.gridbourse.network.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.network.ConnectionFile;
import org.gridbourse.network.NetworkKind;
import org.gridbourse.network.PortChoice;
import org.gridbourse.network.fabric.FabricNetwork;
import org.gridbourse.network.fabric.FabricPrograms;
import org.gridbourse.network.genesis.Consensus;
import org.gridbourse.network.identity.Identities;
import org.gridbourse.network.identity.Organisation;
import org.gridbourse.network.process.ProcessRecord;
import org.gridbourse.network.process.Supervisor;

/** Real Hyperledger Fabric: orderers, peers and chaincodes as processes on this machine. */
final class FabricUnderTest extends NetworkUnderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final Path processes;
    private final FabricPrograms programs;
    private Supervisor supervisor;
    private FabricNetwork network;
    private ConnectionFile connection;

    FabricUnderTest() {
        try {
            folder = Files.createTempDirectory("gridbourse-suite-fabric");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        processes = folder.resolve("processes");
        programs = FabricPrograms.find(System.getenv());
        prepareIdentities(folder.resolve("crypto"));
        start(PortChoice.parse("auto"));
    }

    private void start(PortChoice ports) {
        supervisor = new Supervisor(processes, line -> {});
        Path checkout = Path.of(System.getProperty("gridbourse.root"));
        network = new FabricNetwork(
                new FabricNetwork.Settings(
                        folder,
                        checkout.resolve("network/fabric"),
                        Optional.empty(),
                        programs,
                        ports,
                        Consensus.RAFT,
                        CHANNEL,
                        CHAINCODE,
                        probe(),
                        POLICY,
                        List.of()),
                supervisor,
                line -> {});
        connection = network.start(InstantSource.system());
        awaitChaincodes();
    }

    private void awaitChaincodes() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (ConnectionFile.Organisation organisation : connection.organisations()) {
            try (Client client = client(organisation.name(), "operator")) {
                Optional<Throwable> failure = client.failureOf(() -> client.submit("noop"));
                while (failure.isPresent() && System.nanoTime() < end) {
                    failure = client.failureOf(() -> client.submit("noop"));
                }
                failure.ifPresent(cause -> {
                    throw new IllegalStateException("no transaction through " + organisation.name(), cause);
                });
            }
        }
    }

    @Override
    NetworkKind kind() {
        return NetworkKind.FABRIC;
    }

    @Override
    ConnectionFile connection() {
        return connection;
    }

    @Override
    Identities identities() {
        List<Organisation> all = new ArrayList<>(Organisation.peers());
        all.addAll(Organisation.orderers());
        return Identities.create(folder.resolve("crypto"), all, List.of(), Instant.now());
    }

    @Override
    void killChaincode() {
        ProcessRecord.readAll(processes).stream()
                .filter(record -> record.name().startsWith("chaincode"))
                .flatMap(record -> record.process().stream())
                .forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    void restart() {
        network.close();
        supervisor.close();
        start(PortChoice.unsaid());
    }

    @Override
    public void close() {
        network.close();
        supervisor.close();
        TemporaryFolders.delete(folder);
    }
}

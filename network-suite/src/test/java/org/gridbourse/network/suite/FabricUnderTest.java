package org.gridbourse.network.suite;

import io.grpc.ManagedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.network.NetworkKind;
import org.gridbourse.network.fabric.ChaincodePackage;
import org.gridbourse.network.fabric.FabricNetwork;
import org.gridbourse.network.fabric.FabricPrograms;
import org.gridbourse.network.fabric.OrdererNode;
import org.gridbourse.network.fabric.PeerNode;
import org.gridbourse.network.genesis.Consensus;
import org.gridbourse.network.identity.Identities;
import org.gridbourse.network.identity.Organisation;
import org.gridbourse.network.local.ChaincodeProgram;
import org.gridbourse.network.local.PortChoice;
import org.gridbourse.programs.ProcessRecord;
import org.gridbourse.programs.Supervisor;

/** Real Hyperledger Fabric: orderers, peers and chaincodes as processes on this machine. */
final class FabricUnderTest extends NetworkUnderTest {
    private final ChaincodeUnderTest chaincode;
    private final Path folder;
    private final Path processes;
    private final FabricPrograms programs;
    private Supervisor supervisor;
    private FabricNetwork network;
    private ConnectionFile connection;

    FabricUnderTest(ChaincodeUnderTest chaincode) {
        this.chaincode = chaincode;
        try {
            folder = Files.createTempDirectory("gridbourse-suite-fabric");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        processes = folder.resolve("processes");
        programs = FabricPrograms.find(System.getenv());
        SharedIdentities.copyTo(folder.resolve("crypto"), chaincode);
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
                        Organisation.peers(),
                        chaincode.name(),
                        chaincode.program(),
                        POLICY,
                        List.of()),
                supervisor,
                line -> {});
        connection = network.start(InstantSource.system());
        awaitChaincodes();
    }

    @Override
    ChaincodeUnderTest chaincode() {
        return chaincode;
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
    ManagedChannel orderer() {
        OrdererNode first = network.topology().orderers().get(0);
        return connect(
                "localhost:" + first.port(),
                identities().organisation(first.organisation().name()).node().resolve("tls/ca.crt"));
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
    void stopChaincode(String organisation) {
        supervisor.stop(List.of(peer(organisation).chaincodeName()));
    }

    @Override
    void startChaincode(String organisation) {
        PeerNode peer = peer(organisation);
        Path log = folder.resolve("logs").resolve(peer.chaincodeName() + ".log");
        supervisor.start(chaincode
                .program()
                .process(
                        new ChaincodeProgram.Service(
                                peer.chaincodeName(),
                                packageId(),
                                organisation + "MSP",
                                peer.chaincodePort(),
                                identities().organisation(organisation).chaincodeTls()),
                        List.of(),
                        log));
    }

    @Override
    int chaincodePort(String organisation) {
        return peer(organisation).chaincodePort();
    }

    private PeerNode peer(String organisation) {
        return network.topology().peers().stream()
                .filter(peer -> peer.organisation().name().equals(organisation))
                .findFirst()
                .orElseThrow();
    }

    private String packageId() {
        return new ChaincodePackage(chaincode.name(), "1").id();
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

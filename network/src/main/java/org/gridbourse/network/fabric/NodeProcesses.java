package org.gridbourse.network.fabric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gridbourse.network.identity.ChaincodeTls;
import org.gridbourse.network.identity.WholeFolder;
import org.gridbourse.network.local.ChaincodeProgram;
import org.gridbourse.programs.ClassDataArchive;
import org.gridbourse.programs.Ports;
import org.gridbourse.programs.ProgramSpec;
import org.gridbourse.programs.Supervisor;
import org.gridbourse.programs.Waiting;

/** The processes of a network on this machine: starts orderers, peers and chaincode, and waits until they are there. */
final class NodeProcesses {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final FabricPrograms programs;
    private final ChaincodeProgram chaincode;
    private final Optional<ClassDataArchive> archive;
    private final NodeFolders folders;
    private final Supervisor supervisor;

    NodeProcesses(
            FabricPrograms programs,
            ChaincodeProgram chaincode,
            Optional<Path> archives,
            NodeFolders folders,
            Supervisor supervisor) {
        this.programs = programs;
        this.chaincode = chaincode;
        this.archive = archives.map(folder -> ClassDataArchive.of("chaincode", chaincode.classPath(), folder));
        this.folders = folders;
        this.supervisor = supervisor;
    }

    /** Starts each peer's chaincode process; nobody waits for it here. */
    void startChaincode(List<PeerNode> peers, String packageId, Function<PeerNode, ChaincodeTls> tls) {
        List<String> options = archive.map(ClassDataArchive::options).orElse(List.of());
        for (PeerNode peer : peers) {
            String name = peer.chaincodeName();
            String mspId = peer.organisation().mspId();
            ChaincodeProgram.Service service =
                    new ChaincodeProgram.Service(name, packageId, mspId, peer.chaincodePort(), tls.apply(peer));
            supervisor.start(chaincode.process(service, options, folders.log(name)));
            // one of them makes the archive, if there is none
            options = archive.map(ClassDataArchive::optionsToUse).orElse(List.of());
        }
    }

    /** Ends each peer's chaincode process for good. */
    void stopChaincode(List<PeerNode> peers) {
        supervisor.stop(peers.stream().map(PeerNode::chaincodeName).toList());
    }

    /** Starts nodes at once and returns when all are healthy. */
    void startNodes(List<OrdererNode> orderers, List<PeerNode> peers, NodeEnvironment environment) {
        for (OrdererNode node : orderers) {
            start(node.name(), environment.orderer(node), node.port(), "orderer");
        }
        for (PeerNode node : peers) {
            // a peer keeps the chaincode's certificates as they were when it was installed; they may have been renewed
            WholeFolder.delete(folders.builds(node.name()));
            start(node.name(), environment.peer(node), node.port(), "peer", "node", "start");
        }
        orderers.forEach(node -> await(node.name(), node.operationsPort(), List.of(node.port(), node.adminPort())));
        peers.forEach(node -> await(node.name(), node.operationsPort(), List.of(node.port())));
    }

    private void start(String name, Map<String, String> environment, int port, String program, String... arguments) {
        try {
            Files.createDirectories(folders.data(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = Stream.concat(Stream.of(programs.program(program)), Stream.of(arguments))
                .toList();
        supervisor.start(new ProgramSpec(name, command, environment, folders.log(name), OptionalInt.of(port)));
    }

    private void await(String name, int operationsPort, List<Integer> ports) {
        String what = "%s to be healthy; see %s".formatted(name, folders.log(name));
        Waiting.until(() -> isHealthy(operationsPort) && ports.stream().allMatch(Ports::answers), START_LIMIT, what);
    }

    private static boolean isHealthy(int port) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/healthz").toURL().openConnection();
            connection.setConnectTimeout(500);
            connection.setReadTimeout(2_000);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }
}

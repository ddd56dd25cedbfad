package org.gridbourse.gateway.day;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridbourse.auditor.Audit;
import org.gridbourse.auditor.AuditInputException;
import org.gridbourse.auditor.AuditReport;
import org.gridbourse.auditor.network.BlockFetch;
import org.gridbourse.auditor.network.NetworkAwayException;
import org.gridbourse.auditor.network.Peer;
import org.gridbourse.network.NetworkKind;
import org.gridbourse.network.NetworkMain;
import org.gridbourse.programs.OwnClassPath;
import org.gridbourse.programs.Ports;
import org.gridbourse.programs.ProcessRecord;
import org.gridbourse.programs.ProgramSpec;
import org.gridbourse.programs.Supervisor;

/**
 * Network and gateway-apps as an operator runs them: each program a process of its own, started again when it dies. Any of
 * them can be killed.
 */
final class SupervisedMarket implements AutoCloseable {
    private static final String NETWORK = "network";
    private static final String GATEWAY = "gateway-";

    private final Path folder;
    private final NetworkKind kind;
    private final List<String> story = new CopyOnWriteArrayList<>();
    private final Supervisor supervisor;
    private final Map<String, Instance> instances;

    SupervisedMarket(Path folder, NetworkKind kind, Village village) throws IOException {
        this.folder = folder;
        this.kind = kind;
        this.supervisor = new Supervisor(folder.resolve("held"), story::add);
        this.instances = village.instances();
    }

    /** Returns when every gateway-app can be called. */
    void start() throws IOException {
        supervisor.start(network());
        // they wait for the network by themselves
        instances.forEach((organisation, instance) -> instance.withArgument("--gridbourse.deadlines.network=10m")
                .startUnder(supervisor, GATEWAY + organisation));
        instances.values().forEach(Instance::awaitHealthy);
    }

    private ProgramSpec network() throws IOException {
        String users = Village.users().stream()
                .map(user ->
                        "{\"organisation\": \"%s\", \"name\": \"%s\", \"attributes\": {\"role\": \"prosumer\", \"participant\": \"%s\"}}"
                                .formatted(user.organisation(), user.name(), user.name()))
                .collect(Collectors.joining(",", "[", "]"));
        String classPath =
                OwnClassPath.entries().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Dgridbourse.root=" + System.getProperty("gridbourse.root"),
                "-Dgridbourse.chaincode.classpath=" + classPath,
                "-cp",
                classPath,
                NetworkMain.class.getName()));
        command.addAll(List.of(
                "up",
                "--kind",
                kind.text(),
                "--folder",
                folder.toString(),
                "--ports",
                Integer.toString(Ports.randomBase(ThreadLocalRandom.current())),
                "--users",
                Files.writeString(folder.resolve("users.json"), users).toString(),
                "--foreground",
                "--story"));
        return new ProgramSpec(NETWORK, command, Map.of(), folder.resolve("network.log"), OptionalInt.empty());
    }

    Map<String, Instance> instances() {
        return instances;
    }

    /** What can be killed, by name. */
    List<String> programs() {
        return Stream.of(folder.resolve("processes"), folder.resolve("held"))
                .flatMap(records -> ProcessRecord.readAll(records).stream())
                .map(ProcessRecord::name)
                .distinct()
                .sorted()
                .toList();
    }

    /** As {@code kill -9} does; returns when it is dead. */
    void kill(String program) {
        Path records = folder.resolve(program.startsWith(GATEWAY) ? "held" : "processes");
        ProcessHandle process = ProcessRecord.read(records, program)
                .flatMap(ProcessRecord::process)
                .orElseThrow(() -> new IllegalStateException(program + " does not run: " + story));
        process.destroyForcibly();
        process.onExit().join();
    }

    /** What the supervisor saw end: name and exit code, 137 for who was killed. */
    List<String> ends() {
        return story.stream().filter(line -> line.contains("exit code")).toList();
    }

    /** Of the whole ledger, as Grid's peer hands it out. */
    AuditReport audit() throws IOException, AuditInputException, NetworkAwayException {
        Path blocks = folder.resolve("blocks");
        try (Peer grid = Peer.connect(Peer.connection(folder.resolve("connection.json")), "Grid", "auditor")) {
            BlockFetch.fetch(grid, blocks, (number, height) -> {});
        }
        Path genesis = Files.move(blocks.resolve(BlockFetch.GENESIS), folder.resolve(BlockFetch.GENESIS));
        return Audit.trusting(genesis).verify(Audit.folder(blocks, genesis));
    }

    @Override
    public void close() {
        supervisor.stop(Village.ORGANISATIONS.stream().map(GATEWAY::concat).toList());
        supervisor.close();
    }
}

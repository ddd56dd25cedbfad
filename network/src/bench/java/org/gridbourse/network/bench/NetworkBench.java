package org.gridbourse.network.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.gridbourse.fabric.ConnectionException;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.fabric.json.Json;
import org.gridbourse.network.NetworkKind;
import org.gridbourse.network.NetworkMain;
import org.gridbourse.network.fabric.FabricPrograms;
import org.gridbourse.network.local.ChaincodeProgram;
import org.gridbourse.programs.SurroundingsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Starts each kind of network in turn, cold and warm, measures how long it takes to its first committed transaction, puts
 * the same load on it, and sets the figures side by side.
 */
@Command(
        name = "network-bench",
        mixinStandardHelpOptions = true,
        description = "Time to the first committed transaction and transactions per second, embedded and real Fabric.")
public final class NetworkBench implements Callable<Integer> {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Path DROP_CACHES = Path.of("/proc/sys/vm/drop_caches");

    @Option(names = "--folder", required = true, description = "for the networks; each is started anew and stopped")
    private Path folder;

    @Option(names = "--out", required = true, description = "folder for network.json and network.md")
    private Path out;

    @Option(names = "--commit", defaultValue = "unknown", description = "what was built, for the report")
    private String commit;

    @Option(names = "--transactions", defaultValue = "2000", description = "per level of load (default: 2000)")
    private int transactions;

    @Option(names = "--warm-up", defaultValue = "1000", description = "not measured (default: 1000)")
    private int warmUp;

    @Option(
            names = "--in-flight",
            split = ",",
            defaultValue = "20,100",
            description = "transactions under way at once, each a level of load (default: 20,100)")
    private List<Integer> inFlight;

    /** On top of our own, for the networks. */
    private final Map<String, String> environment = new HashMap<>();

    private boolean emptiedCache;

    public static void main(String[] arguments) {
        // the SDK signs by the first provider; the JDK's own is several times slower and would be what is measured
        Security.insertProviderAt(new BouncyCastleProvider(), 1);
        System.exit(new CommandLine(new NetworkBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        List<Figures> all = new ArrayList<>();
        for (NetworkKind kind : kinds()) {
            all.add(measure(kind));
        }
        Report report = new Report(commit, emptiedCache, transactions, all);
        Files.createDirectories(out);
        Files.writeString(out.resolve("network.json"), Json.pretty(report.toMap()));
        Files.writeString(out.resolve("network.md"), report.toMarkdown());
        System.out.print(report.toMarkdown());
        return 0;
    }

    private List<NetworkKind> kinds() {
        try {
            Path programs = FabricPrograms.findInstalled(System.getenv()).folder();
            environment.put("FABRIC_BIN", programs.toString());
            return List.of(NetworkKind.values());
        } catch (SurroundingsException e) {
            System.err.println("Fabric's programs are not on this machine: the embedded network alone is measured.");
            return List.of(NetworkKind.EMBEDDED);
        }
    }

    private Figures measure(NetworkKind kind) throws IOException, InterruptedException {
        Path home = folder.resolve(kind.text());
        // class-data archives are made when the first network ends, in a cache of this run's own
        emptiedCache = emptyDiskCache();
        Start cold = start(kind, home);
        run("down", "--folder", home.toString());
        Start warm = start(kind, home);
        try {
            return new Figures(kind, cold, warm, load(home));
        } finally {
            run("down", "--folder", home.toString());
        }
    }

    private Start start(NetworkKind kind, Path home) throws IOException, InterruptedException {
        long began = System.nanoTime();
        run("up", "--kind", kind.text(), "--folder", home.toString(), "--ports", "auto", "--clean");
        double seconds = (System.nanoTime() - began) / NANOS_PER_SECOND;
        System.err.printf(Locale.ROOT, "%s: first transaction after %.1f s%n", kind.text(), seconds);
        return Start.of(seconds, home.resolve("network.log"));
    }

    private static ConnectionFile connection(Path home) {
        try {
            return ConnectionFile.read(home.resolve(ConnectionFile.NAME));
        } catch (ConnectionException e) {
            throw new SurroundingsException(e.getMessage(), e);
        }
    }

    /** Possible for the administrator of a Linux machine only. */
    private static boolean emptyDiskCache() throws IOException, InterruptedException {
        new ProcessBuilder("sync").inheritIO().start().waitFor();
        try {
            Files.writeString(DROP_CACHES, "3");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private List<Measurement> load(Path home) throws InterruptedException {
        NetworkLoad load = new NetworkLoad(connection(home), home.resolve("processes"));
        load.measure(warmUp, inFlight.get(0));
        List<Measurement> levels = new ArrayList<>();
        for (int level : inFlight) {
            Measurement measured = load.measure(transactions, level);
            levels.add(measured);
            System.err.println(measured.toRow());
        }
        return levels;
    }

    /** The launcher as users start it. */
    private void run(String... arguments) throws IOException, InterruptedException {
        String root = System.getProperty("gridbourse.root");
        List<String> command = new ArrayList<>(List.of(
                ChaincodeProgram.javaProgram(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dgridbourse.root=" + root,
                "-cp",
                root + "/network/target/gridbourse-network.jar:" + root + "/network/target/lib/*",
                NetworkMain.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process process = builder.start();
        int code = process.waitFor();
        if (code != 0) {
            throw new SurroundingsException("%s ended with exit code %d".formatted(String.join(" ", command), code));
        }
    }
}

package org.gridbourse.network.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.gridbourse.network.ChaincodeProgram;
import org.gridbourse.network.ConnectionFile;
import org.gridbourse.network.NetworkKind;
import org.gridbourse.network.NetworkMain;
import org.gridbourse.network.fabric.FabricPrograms;
import org.gridbourse.network.json.Json;
import org.gridbourse.network.process.SurroundingsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Starts each kind of network in turn, measures how long it takes to its first committed transaction, puts the same load
 * on it, and sets the figures side by side.
 */
@Command(
        name = "network-bench",
        mixinStandardHelpOptions = true,
        description = "Time to the first committed transaction and transactions per second, embedded and real Fabric.")
public final class NetworkBench implements Callable<Integer> {
    private static final double NANOS_PER_SECOND = 1e9;

    @Option(names = "--folder", required = true, description = "for the networks; each is started anew and stopped")
    private Path folder;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "where to write the figures as JSON")
    private Path out;

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

    /** What one kind of network came to. */
    private record Figures(NetworkKind kind, double secondsToFirstTransaction, List<Measurement> levels) {
        Map<String, Object> toMap() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("network", kind);
            fields.put("millisToFirstTransaction", Math.round(secondsToFirstTransaction * 1_000));
            fields.put("levels", levels.stream().map(Measurement::toMap).toList());
            return fields;
        }
    }

    public static void main(String[] arguments) {
        // the SDK signs by the first provider; the JDK's own is several times slower and would be what is measured
        Security.insertProviderAt(new BouncyCastleProvider(), 1);
        System.exit(new CommandLine(new NetworkBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Figures> all = new ArrayList<>();
        for (NetworkKind kind : kinds()) {
            all.add(measure(kind));
        }
        if (all.size() == 2) {
            printRatios(all.get(0), all.get(1));
        }
        Files.createDirectories(out.toAbsolutePath().getParent());
        Files.writeString(out, Json.pretty(result(all)));
        return 0;
    }

    private static List<NetworkKind> kinds() {
        try {
            FabricPrograms.findInstalled(System.getenv());
            return List.of(NetworkKind.values());
        } catch (SurroundingsException e) {
            System.out.println("Fabric's programs are not on this machine: the embedded network alone is measured.");
            return List.of(NetworkKind.EMBEDDED);
        }
    }

    private Figures measure(NetworkKind kind) throws IOException, InterruptedException {
        Path home = folder.resolve(kind.text());
        long began = System.nanoTime();
        run("up", "--kind", kind.text(), "--folder", home.toString(), "--ports", "auto", "--clean");
        double seconds = (System.nanoTime() - began) / NANOS_PER_SECOND;
        System.out.printf(Locale.ROOT, "%-8s first transaction after %.1f s%n", kind.text(), seconds);
        try {
            return new Figures(kind, seconds, load(kind, ConnectionFile.read(home.resolve(ConnectionFile.NAME))));
        } finally {
            run("down", "--folder", home.toString());
        }
    }

    private List<Measurement> load(NetworkKind kind, ConnectionFile connection) throws InterruptedException {
        NetworkLoad load = new NetworkLoad(connection);
        load.measure(warmUp, inFlight.get(0));
        List<Measurement> levels = new ArrayList<>();
        for (int level : inFlight) {
            Measurement measured = load.measure(transactions, level);
            levels.add(measured);
            System.out.printf(
                    Locale.ROOT,
                    "%-8s %4d in flight: %5.0f per second, p50 %d ms, p99 %d ms, %d failed%n",
                    kind.text(),
                    level,
                    measured.perSecond(),
                    measured.percentileMillis(50),
                    measured.percentileMillis(99),
                    measured.failed());
        }
        return levels;
    }

    /** The launcher as users start it. */
    private static void run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                ChaincodeProgram.javaProgram(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dgridbourse.root=" + System.getProperty("gridbourse.root"),
                "-cp",
                System.getProperty("java.class.path"),
                NetworkMain.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        int code = process.waitFor();
        if (code != 0) {
            throw new SurroundingsException("%s ended with exit code %d".formatted(String.join(" ", command), code));
        }
    }

    private void printRatios(Figures embedded, Figures fabric) {
        for (int i = 0; i < inFlight.size(); i++) {
            System.out.printf(
                    Locale.ROOT,
                    "embedded / real Fabric, %d in flight: %.2f%n",
                    inFlight.get(i),
                    embedded.levels().get(i).perSecond()
                            / fabric.levels().get(i).perSecond());
        }
    }

    private Map<String, Object> result(List<Figures> all) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("transactions", transactions);
        fields.put("processors", Runtime.getRuntime().availableProcessors());
        fields.put("java", System.getProperty("java.vm.version"));
        fields.put("networks", all.stream().map(Figures::toMap).toList());
        return fields;
    }
}

package org.gridbourse.network.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.gridbourse.network.ConnectionFile;
import org.gridbourse.network.json.Json;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures running networks with the same load, one after the other, and puts their figures side by side. */
@Command(
        name = "network-bench",
        mixinStandardHelpOptions = true,
        description = "Creates assets on running networks and prints transactions per second and latency.")
public final class NetworkBench implements Callable<Integer> {
    @Option(
            names = "--connection",
            required = true,
            paramLabel = "FILE",
            description = "connection.json of a running network; give it twice for a ratio")
    private List<Path> connections;

    @Option(names = "--transactions", defaultValue = "2000", description = "per level of load (default: 2000)")
    private int transactions;

    @Option(names = "--warm-up", defaultValue = "500", description = "not measured (default: 500)")
    private int warmUp;

    @Option(
            names = "--in-flight",
            split = ",",
            defaultValue = "20,100",
            description = "transactions under way at once, each a level of load (default: 20,100)")
    private List<Integer> inFlight;

    @Option(names = "--out", paramLabel = "FILE", description = "where to write the figures as JSON")
    private Path out;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new NetworkBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Map<String, Object>> networks = new ArrayList<>();
        List<List<Measurement>> all = new ArrayList<>();
        for (Path file : connections) {
            ConnectionFile connection = ConnectionFile.read(file);
            List<Measurement> levels = measure(connection);
            all.add(levels);
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("network", connection.network());
            fields.put("levels", levels.stream().map(Measurement::toMap).toList());
            networks.add(fields);
        }
        if (all.size() == 2) {
            printRatios(all.get(0), all.get(1));
        }
        if (out != null) {
            Files.writeString(out, Json.pretty(result(networks)));
        }
        return 0;
    }

    private List<Measurement> measure(ConnectionFile connection) throws InterruptedException {
        NetworkLoad load = new NetworkLoad(connection);
        load.measure(warmUp, inFlight.get(0));
        List<Measurement> levels = new ArrayList<>();
        for (int level : inFlight) {
            Measurement measured = load.measure(transactions, level);
            levels.add(measured);
            System.out.printf(
                    Locale.ROOT,
                    "%-8s %4d in flight: %5.0f per second, p50 %d ms, p99 %d ms, %d failed%n",
                    connection.network(),
                    level,
                    measured.perSecond(),
                    measured.percentileMillis(50),
                    measured.percentileMillis(99),
                    measured.failed());
        }
        return levels;
    }

    private void printRatios(List<Measurement> first, List<Measurement> second) {
        for (int i = 0; i < inFlight.size(); i++) {
            System.out.printf(
                    Locale.ROOT,
                    "ratio    %4d in flight: %5.2f%n",
                    inFlight.get(i),
                    first.get(i).perSecond() / second.get(i).perSecond());
        }
    }

    private Map<String, Object> result(List<Map<String, Object>> networks) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("transactions", transactions);
        fields.put("processors", Runtime.getRuntime().availableProcessors());
        fields.put("java", System.getProperty("java.vm.version"));
        fields.put("networks", networks);
        return fields;
    }
}

package org.gridbourse.market.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks and writes what they say: all figures as JSON, and the ratios for people. */
public final class MarketBench {
    private MarketBench() {}

    /**
     * @param arguments folder for the results, and how the commit is called
     */
    public static void main(String[] arguments) throws RunnerException, IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        Options options = new OptionsBuilder()
                .include(ClearingBenchmark.class.getSimpleName())
                .include(SettlementBenchmark.class.getSimpleName())
                .resultFormat(ResultFormatType.JSON)
                .result(folder.resolve("market.json").toString())
                .build();
        TreeMap<String, Double> millis = millis(new Runner(options).run());
        List<String> report = new ArrayList<>(head(arguments[1]));
        report.addAll(clearing(millis));
        report.addAll(settlement(millis));
        Files.write(folder.resolve("market.txt"), report);
        report.forEach(System.out::println);
    }

    /** Milliseconds by benchmark and size, such as {@code clear 1000}. */
    private static TreeMap<String, Double> millis(Collection<RunResult> results) {
        TreeMap<String, Double> millis = new TreeMap<>();
        for (RunResult result : results) {
            String size = result.getParams()
                    .getParam(result.getParams().getParamsKeys().iterator().next());
            millis.put(
                    result.getPrimaryResult().getLabel() + " " + size,
                    result.getPrimaryResult().getScore());
        }
        return millis;
    }

    private static List<String> head(String commit) throws IOException {
        return List.of(
                "commit %s, %s".formatted(commit, Instant.now()),
                "CPU %s x %s, JDK %s".formatted(Runtime.getRuntime().availableProcessors(), cpu(), Runtime.version()),
                "Measured: pure rules in one thread. Not measured: reading and writing JSON, the ledger, endorsement.");
    }

    private static String cpu() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        return !Files.isReadable(file)
                ? System.getProperty("os.arch")
                : Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(System.getProperty("os.arch"));
    }

    private static List<String> clearing(TreeMap<String, Double> millis) {
        List<String> lines = new ArrayList<>();
        lines.add("%10s %12s %16s %12s %12s %14s %24s"
                .formatted(
                        "steps",
                        "clear ms",
                        "with checks ms",
                        "keys ms",
                        "prices ms",
                        "clear / keys",
                        "ns / (n log2 n)"));
        for (int steps = 1_000; steps <= 1_000_000; steps *= 10) {
            double clear = millis.get("clear " + steps);
            double keys = millis.get("sortKeys " + steps);
            double unit = clear * 1e6 / (steps * (Math.log(steps) / Math.log(2)));
            lines.add(String.format(
                    Locale.ROOT,
                    "%10d %12.3f %16.3f %12.3f %12.3f %14.2f %24.2f",
                    steps,
                    clear,
                    millis.get("validateAndClear " + steps),
                    keys,
                    millis.get("sortPrices " + steps),
                    clear / keys,
                    unit));
        }
        return lines;
    }

    private static List<String> settlement(TreeMap<String, Double> millis) {
        return List.of(String.format(
                Locale.ROOT,
                "settlement of one period: 1 000 participants %.2f ms, 10 000 participants %.2f ms",
                millis.get("settle 1000"),
                millis.get("settle 10000")));
    }
}

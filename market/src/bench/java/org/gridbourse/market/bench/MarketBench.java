package org.gridbourse.market.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
        Files.write(folder.resolve("market.md"), report);
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
                "commit %s, %s, %s x %s, JDK %s"
                        .formatted(
                                commit,
                                Instant.now().truncatedTo(ChronoUnit.MINUTES),
                                Runtime.getRuntime().availableProcessors(),
                                cpu(),
                                Runtime.version()),
                "",
                "Pure rules in one thread; without JSON, ledger and endorsement.",
                "");
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
        lines.add("| steps | clear [ms] | with all refusals [ms] | sort (price, id) [ms] | sort bare prices [ms]"
                + " | clear / sort (price, id) | clear / sort bare prices | clear [ns / (n log2 n)] |");
        lines.add("|---:|---:|---:|---:|---:|---:|---:|---:|");
        for (int steps = 1_000; steps <= 1_000_000; steps *= 10) {
            double clear = millis.get("clear " + steps);
            double keys = millis.get("sortKeys " + steps);
            double prices = millis.get("sortPrices " + steps);
            lines.add(String.format(
                    Locale.ROOT,
                    "| %d | %.3f | %.3f | %.3f | %.3f | %.2f | %.2f | %.2f |",
                    steps,
                    clear,
                    millis.get("validateAndClear " + steps),
                    keys,
                    prices,
                    clear / keys,
                    clear / prices,
                    clear * 1e6 / (steps * (Math.log(steps) / Math.log(2)))));
        }
        return lines;
    }

    private static List<String> settlement(TreeMap<String, Double> millis) {
        List<String> lines =
                new ArrayList<>(List.of("", "| participants settled in one period | [ms] |", "|---:|---:|"));
        for (int participants = 1_000; participants <= 10_000; participants *= 10) {
            lines.add(String.format(Locale.ROOT, "| %d | %.2f |", participants, millis.get("settle " + participants)));
        }
        return lines;
    }
}

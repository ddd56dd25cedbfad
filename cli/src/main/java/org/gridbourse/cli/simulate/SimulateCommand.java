package org.gridbourse.cli.simulate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gridbourse.cli.output.CallCheck;
import org.gridbourse.programs.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code gridbourse simulate}: what a community would save, without a network, by the market's own classes. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "What a community would save: day after day in memory, by the classes that the chaincode has.",
            "The score is the share of the saving that one planner for all would reach who knows the day."
        },
        footer = {"", "Example: scripts/gridbourse simulate --world examples/worlds/valley --days 30 --out out/valley"})
public final class SimulateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--world", required = true, paramLabel = "DIR", description = "Folder with world.yaml.")
    private Path worldFolder;

    @Option(names = "--days", paramLabel = "N", description = "Simulates at most N days. Default: all.")
    private Integer days;

    @Option(
            names = "--from",
            paramLabel = "YYYY-MM-DD",
            converter = Day.class,
            description = "First day. Default: the series' first.")
    private LocalDate from;

    @Option(
            names = "--strategy",
            defaultValue = "storage",
            paramLabel = "NAME",
            converter = StrategyName.class,
            description = {
                "net: steps from each one's own plan; storage: storage orders cleared jointly;",
                "none: everybody plans alone and deviations meet. Default: ${DEFAULT-VALUE}."
            })
    private Strategy strategy;

    @Option(
            names = "--settle",
            defaultValue = "pool",
            paramLabel = "NAME",
            description =
                    "pool: deviations meet first, as on the ledger; grid: each with the grid, for comparison only.")
    private String settle;

    @Option(
            names = "--forecast",
            defaultValue = "perfect",
            paramLabel = "NAME",
            description = "perfect: orders know the day; node: they know what a node's forecaster knows at the gate.")
    private String forecast;

    @Option(
            names = "--again-every",
            paramLabel = "HOURS",
            description = {
                "The rest of the day is ordered again every so many hours, corrected by what was measured;",
                "1 to 12, with --forecast node and --strategy storage only. Default: once, at the gate."
            })
    private Integer againEvery;

    @Option(
            names = "--regret",
            description = "Also looks for the best lie of each participant; perfect forecasts only.")
    private boolean regret;

    @Option(
            names = "--seed",
            defaultValue = "42",
            paramLabel = "N",
            description = "Kept in the answer; nothing is drawn by chance. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--out", paramLabel = "DIR", description = "Writes simulation.json and plots there.")
    private Path out;

    @Option(names = "--json", description = "Answers in JSON, and nothing else, on stdout.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        CallCheck.require(spec, days == null || days >= 1, "--days is " + days + "; allowed: at least 1");
        CallCheck.require(
                spec, List.of("pool", "grid").contains(settle), "--settle is " + settle + "; allowed: pool, grid");
        CallCheck.require(
                spec,
                List.of("perfect", "node").contains(forecast),
                "--forecast is " + forecast + "; allowed: perfect, node");
        boolean expected = forecast.equals("node");
        CallCheck.require(spec, !(regret && expected), "--regret goes with --forecast perfect only");
        CallCheck.require(
                spec,
                againEvery == null || (againEvery >= 1 && againEvery <= 12),
                "--again-every is " + againEvery + "; allowed: 1 to 12 hours");
        CallCheck.require(
                spec,
                againEvery == null || (expected && strategy == Strategy.STORAGE),
                "--again-every goes with --forecast node and --strategy storage only");
        Knowing knowing = new Knowing(expected, againEvery == null ? 0 : againEvery);
        World world = WorldFile.read(worldFolder);
        Settling settling = settle.equals("pool") ? PoolSettling::settle : Settling::withTheGridAlone;
        DaySimulation day = new DaySimulation(world, strategy, settling, knowing);
        Simulation simulation = new Simulation(world, day);
        List<Integer> indices = simulation.days(Optional.ofNullable(from), days == null ? Integer.MAX_VALUE : days);
        CallCheck.require(
                spec,
                !indices.isEmpty(),
                "the series has no whole day" + (from == null ? "" : " from " + from + " on"));
        DayProgress progress = new DayProgress(spec.commandLine().getErr(), indices.size());
        List<DayOutcome> outcomes = simulation.run(indices, progress);
        Optional<Regret> lies = regret ? Optional.of(Regret.of(simulation, indices, progress)) : Optional.empty();
        progress.close();
        SimulationAnswer answer = new SimulationAnswer(world, day, settle, forecast, seed, outcomes, lies);
        if (out != null) {
            SimulationPlots.write(answer, out);
        }
        PrintWriter output = spec.commandLine().getOut();
        output.print(json ? answer.json() : answer.text());
        output.flush();
        return ExitCode.GOOD;
    }

    /** A date such as 2016-06-09. */
    static final class Day implements ITypeConverter<LocalDate> {
        @Override
        public LocalDate convert(String text) {
            try {
                return LocalDate.parse(text);
            } catch (java.time.DateTimeException noDate) {
                throw new TypeConversionException("\"" + text + "\" is no date such as 2016-06-09");
            }
        }
    }

    /** The strategies as the command line calls them. */
    static final class StrategyName implements ITypeConverter<Strategy> {
        @Override
        public Strategy convert(String name) {
            return switch (name.toLowerCase(Locale.ROOT)) {
                case "net" -> Strategy.NET;
                case "storage" -> Strategy.STORAGE;
                case "none" -> Strategy.NONE;
                default -> throw new TypeConversionException("'" + name + "' is none of net, storage, none");
            };
        }
    }
}

package org.gridbourse.cli.dispatch;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.gridbourse.cli.output.CallCheck;
import org.gridbourse.optimizer.Day;
import org.gridbourse.optimizer.DispatchPlan;
import org.gridbourse.optimizer.DispatchRequest;
import org.gridbourse.optimizer.Method;
import org.gridbourse.optimizer.NoFontsException;
import org.gridbourse.optimizer.Objective;
import org.gridbourse.optimizer.PlanExplanation;
import org.gridbourse.optimizer.PlanFolder;
import org.gridbourse.optimizer.PlanJson;
import org.gridbourse.optimizer.PlanTable;
import org.gridbourse.optimizer.Site;
import org.gridbourse.optimizer.dispatch.Dispatcher;
import org.gridbourse.optimizer.input.CommitmentFile;
import org.gridbourse.optimizer.input.DayFile;
import org.gridbourse.optimizer.input.SiteFile;
import org.gridbourse.optimizer.input.SiteStateFile;
import org.gridbourse.programs.ExitCode;
import org.gridbourse.programs.SurroundingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Plans one microgrid's day and prints or writes the plan. */
@Command(
        name = "dispatch",
        mixinStandardHelpOptions = true,
        description = "Plans one microgrid's day: storage, exchange with the grid, curtailment.",
        footer = {
            "",
            "Signs: consumption, charging and import are positive. Powers are means of their step.",
            "Example: scripts/gridbourse dispatch --site examples/paper/site.yaml --day examples/paper/day.csv --out out/paper"
        })
public final class DispatchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--site", required = true, paramLabel = "SITE", description = "Site file (YAML).")
    private Path siteFile;

    @Option(names = "--day", required = true, paramLabel = "DAY", description = "Day file (CSV), any number of steps.")
    private Path dayFile;

    @Option(
            names = "--objective",
            defaultValue = "cost",
            paramLabel = "NAME",
            converter = ObjectiveName.class,
            description = "cost, carbon, weighted or pareto. Default: ${DEFAULT-VALUE}.")
    private Objective objective;

    @Option(
            names = "--carbon-price",
            paramLabel = "X",
            description = "Currency units per kg, at least 0; needed for weighted.")
    private Double carbonPrice;

    @Option(
            names = "--method",
            defaultValue = "3",
            paramLabel = "N",
            description = "1: all load from the grid, 2: plants without storage, 3: with storage. Default: 3.")
    private int method;

    @Option(
            names = "--carbon-factors",
            paramLabel = "FILE",
            description = "CSV hour,grid_kg_per_kwh; decides over the day file and the site.")
    private Path carbonFactors;

    @Option(
            names = "--step-minutes",
            paramLabel = "N",
            description = "Length of a step; without it as the day file's times say, or one day (23, 24 or 25 hours).")
    private Double stepMinutes;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description =
                    "What was measured (YAML or JSON): states of charge, vehicles present; the plan starts from it.")
    private Path state;

    @Option(
            names = "--commitments",
            paramLabel = "FILE",
            description = "CSV period,net_wh: energy already traded, bought positive; only deviations are priced.")
    private Path commitments;

    @Option(names = "--seed", defaultValue = "42", paramLabel = "N", description = "Of the swarm. Default: 42.")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Writes plan.json, plan.csv and plots (PNG and SVG) there.")
    private Path out;

    @Option(names = "--json", description = "Prints the plan as JSON, and nothing else, on stdout.")
    private boolean json;

    @Option(names = "--explain", description = "Says in words why the storage does what it does.")
    private boolean explain;

    @Override
    public Integer call() throws IOException {
        DispatchRequest request = request();
        DispatchPlan plan = new Dispatcher().plan(request);
        PrintWriter errors = spec.commandLine().getErr();
        plan.warnings().forEach(warning -> errors.println("warning: " + warning));
        errors.flush();
        print(plan, request);
        if (out != null) {
            write(plan);
        }
        return ExitCode.GOOD;
    }

    private DispatchRequest request() {
        CallCheck.require(spec, method >= 1 && method <= 3, "--method is " + method + "; allowed: 1, 2, 3");
        CallCheck.require(
                spec,
                carbonPrice == null || carbonPrice >= 0 && carbonPrice <= 1e9,
                "--carbon-price is " + carbonPrice + "; allowed: 0 to 1000000000");
        CallCheck.require(
                spec,
                carbonPrice != null || objective != Objective.WEIGHTED,
                "--objective weighted needs --carbon-price");
        CallCheck.require(
                spec,
                stepMinutes == null || stepMinutes > 0 && stepMinutes <= 1e6,
                "--step-minutes is " + stepMinutes + "; allowed: above 0 to 1000000");
        Site site = SiteFile.read(siteFile);
        OptionalDouble length = stepMinutes == null ? OptionalDouble.empty() : OptionalDouble.of(stepMinutes);
        Day day = DayFile.read(dayFile, length, Optional.ofNullable(carbonFactors));
        DispatchRequest request = DispatchRequest.cheapest(site, day)
                .withObjective(objective, carbonPrice == null ? 0 : carbonPrice)
                .withMethod(Method.ofNumber(method))
                .withSeed(seed);
        if (commitments != null) {
            request = request.withCommitment(CommitmentFile.read(commitments, day));
        }
        return state == null ? request : request.withState(SiteStateFile.read(state, site, day.size()));
    }

    private void print(DispatchPlan plan, DispatchRequest request) {
        PrintWriter output = spec.commandLine().getOut();
        if (json) {
            output.print(PlanJson.of(plan));
        } else {
            output.print(PlanTable.of(plan));
            if (explain) {
                output.print("\n" + PlanExplanation.of(plan, request));
            }
        }
        output.flush();
    }

    private void write(DispatchPlan plan) throws IOException {
        // a Java with windows would look for a screen, which a server does not have
        System.setProperty("java.awt.headless", "true");
        try {
            PlanFolder.write(plan, out);
        } catch (NoFontsException noFonts) {
            throw new SurroundingsException(
                    "plan.json and plan.csv are in " + out + ", but " + noFonts.getMessage(), noFonts);
        } catch (FileSystemException unwritable) {
            throw new SurroundingsException(
                    "--out %s cannot be written to (%s); give it a folder that can be"
                            .formatted(out, reason(unwritable)),
                    unwritable);
        }
    }

    private static String reason(FileSystemException unwritable) {
        if (unwritable instanceof FileAlreadyExistsException) {
            return unwritable.getFile() + " is no folder";
        }
        return unwritable.getReason() == null ? "no permission for " + unwritable.getFile() : unwritable.getReason();
    }

    /** The objectives as the command line calls them. */
    static final class ObjectiveName implements ITypeConverter<Objective> {
        @Override
        public Objective convert(String name) {
            for (Objective objective : Objective.values()) {
                if (objective.label().equals(name.toLowerCase(Locale.ROOT))) {
                    return objective;
                }
            }
            throw new TypeConversionException("'" + name + "' is none of cost, carbon, weighted, pareto");
        }
    }
}

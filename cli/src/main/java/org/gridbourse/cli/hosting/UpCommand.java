package org.gridbourse.cli.hosting;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.gridbourse.calendar.MarketFile;
import org.gridbourse.calendar.SimulatedDays;
import org.gridbourse.cli.installation.Installation;
import org.gridbourse.programs.ExitCode;
import org.gridbourse.programs.SurroundingsException;
import org.gridbourse.programs.Waiting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts a market in the background, or stays with it. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Starts network and gateway-apps in the background and returns when they are healthy. Does nothing"
                        + " where the market is up.",
        footer = {"", "Example: gridbourse market up --playground --session-seconds 60"})
final class UpCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofMinutes(20);
    private static final String MAIN = "org.gridbourse.cli.Gridbourse";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "Folder with market.yaml. Default: examples/market, with --playground examples/playground.")
    private Path config;

    @Mixin
    private FolderOptions options;

    @Option(
            names = "--network",
            paramLabel = "KIND",
            defaultValue = "embedded",
            description = "embedded or fabric. Default: ${DEFAULT-VALUE}.")
    private String network;

    @Option(names = "--playground", description = "Simulated microgrids that trade a day in minutes.")
    private boolean playground;

    @Option(
            names = "--session-seconds",
            paramLabel = "N",
            description = "From one session of a playground to the next. Default: as market.yaml says, 180.")
    private Integer sessionSeconds;

    @Option(names = "--foreground", description = "Stays until it is told to end, as a service does.")
    private boolean foreground;

    @Option(names = "--json", description = "Prints market.json on stdout, and nothing else.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        HostRequest request = request();
        if (foreground) {
            new MarketHost(request, this::tell).run();
            return ExitCode.GOOD;
        }
        MarketFolder folder = request.folder();
        boolean runs = folder.host().isPresent();
        if (!runs) {
            // what cannot be read is refused here, where somebody sees it
            new MarketHost(request, this::tell);
            start(request);
        }
        await(folder);
        PrintWriter out = spec.commandLine().getOut();
        out.print(
                json
                        ? Files.readString(folder.state())
                        : "the market is up%s: %s%n".formatted(runs ? " already" : "", folder.state()));
        out.flush();
        return ExitCode.GOOD;
    }

    private HostRequest request() {
        if (!List.of("embedded", "fabric").contains(network)) {
            throw new ParameterException(
                    spec.commandLine(), "--network is %s; allowed: embedded, fabric".formatted(network));
        }
        if (sessionSeconds != null
                && (!playground
                        || sessionSeconds < SimulatedDays.LEAST_SECONDS
                        || sessionSeconds > SimulatedDays.MOST_SECONDS)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--session-seconds is %d; allowed: with --playground, %d to %d"
                            .formatted(sessionSeconds, SimulatedDays.LEAST_SECONDS, SimulatedDays.MOST_SECONDS));
        }
        Path examples = Installation.find().root().resolve("examples");
        Path usual = examples.resolve(playground ? "playground" : "market");
        Path folder = (config == null ? usual : config).toAbsolutePath().normalize();
        boolean simulated = MarketFile.read(folder).simulated().isPresent();
        if (simulated != playground) {
            throw new ParameterException(
                    spec.commandLine(),
                    simulated
                            ? "%s describes a playground: say --playground".formatted(folder)
                            : "%s describes a real market, which is no --playground".formatted(folder));
        }
        return new HostRequest(
                folder,
                options.folder(),
                network,
                playground,
                sessionSeconds == null ? OptionalInt.empty() : OptionalInt.of(sessionSeconds));
    }

    /** In a process of its own that no terminal ends. */
    private static void start(HostRequest request) throws IOException {
        MarketFolder folder = request.folder();
        folder.create();
        Files.createDirectories(folder.log("host").getParent());
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "umask 077; trap '' HUP; exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("-Dgridbourse.root=" + Installation.find().root());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        command.addAll(List.of("market", "up", "--foreground"));
        command.addAll(request.arguments());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.log("host").toFile()))
                .start();
        process.getOutputStream().close();
        Waiting.until(
                () -> folder.host().isPresent() || !process.isAlive(), Duration.ofMinutes(1), "the market's process");
    }

    private static void await(MarketFolder folder) {
        Waiting.until(
                () -> Files.exists(folder.state()) || folder.host().isEmpty(),
                LIMIT,
                "the market, see " + folder.log("host"));
        if (!Files.exists(folder.state())) {
            throw new SurroundingsException("the market did not start, see " + folder.log("host"));
        }
    }

    private void tell(String line) {
        PrintWriter errors = spec.commandLine().getErr();
        errors.println(line);
        errors.flush();
    }
}

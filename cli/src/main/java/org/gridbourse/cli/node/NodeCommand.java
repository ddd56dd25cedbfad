package org.gridbourse.cli.node;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.gridbourse.cli.rest.Row;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.programs.ExitCode;
import org.gridbourse.programs.PrivateFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gridbourse node}: a microgrid's node on its owner's machine. */
@Command(
        name = "node",
        description = "Runs a microgrid's node on its owner's machine, with the owner's key.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "It forecasts, plans, orders within the standing rule, prepays, tells devices and hands in readings;",
            "to the outside it speaks HTTPS to the gateway-app alone. It runs until it is ended.",
            "The passphrase of the key file is asked for, or read from $GRIDBOURSE_KEY_PASSPHRASE.",
            "Example: scripts/gridbourse node --config node.yaml",
            "         scripts/gridbourse node why --config node.yaml --session day-ahead-2026-03-01",
            "         scripts/gridbourse node meter-key --config node.yaml"
        })
public final class NodeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    /** The node's file. */
    static final class ConfigOption {
        @Spec(Spec.Target.MIXEE)
        private CommandSpec verb;

        @Option(names = "--config", paramLabel = "FILE", description = "node.yaml of the node; must be given.")
        private Path file;

        NodeSettings read() {
            if (file == null) {
                throw new ParameterException(verb.commandLine(), "--config is missing: it names the node's node.yaml");
            }
            NodeSettings settings = NodeFile.read(file);
            PrivateFolder.createWithContent(settings.data());
            return settings;
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        NodeSettings settings = config.read();
        PrintWriter out = spec.commandLine().getOut();
        NodeLog log = new NodeLog(out, settings.data().resolve("node.log"));
        HomeNode node = new HomeNodes(settings, Clock.systemUTC(), log::tell).create();
        log.tell("the node of %s looks at %s every %d s"
                .formatted(
                        settings.connection().participantId(),
                        settings.connection().gateway(),
                        settings.connection().look().toSeconds()));
        Duration look = settings.connection().look();
        while (!Thread.currentThread().isInterrupted()) {
            node.look();
            Thread.sleep(look.toMillis());
        }
        return ExitCode.GOOD;
    }

    @Command(
            description = "Why the node ordered what it ordered in a session.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse node why --config node.yaml --session day-ahead-2026-03-01"})
    int why(
            @Mixin ConfigOption node,
            @Option(names = "--session", paramLabel = "ID", required = true, description = "Session id.")
                    String sessionId,
            @Option(names = "--json", description = "Prints the answer as JSON, and nothing else, on stdout.")
                    boolean json) {
        NodeSettings settings = node.read();
        JsonArray decisions = new FileJournal(settings.connection().participantId(), settings.data(), line -> {})
                .decisions(sessionId);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(decisions));
        } else {
            Row.all(decisions).forEach(row -> out.println(row.word("sentence")));
        }
        out.flush();
        return ExitCode.GOOD;
    }

    @Command(
            name = "meter-key",
            description = "The public key of the meter for which the node signs, for the grid company to register.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse node meter-key --config node.yaml"})
    int meterKey(@Mixin ConfigOption node) {
        NodeSettings settings = node.read();
        String key = HomeNodes.publicKey(settings);
        PrintWriter out = spec.commandLine().getOut();
        out.println(Json.write(JsonObject.builder()
                .put("meterId", settings.meterId().orElseThrow())
                .put("algorithm", "ED25519")
                .put("publicKey", key)
                .put("heldBy", "NODE")
                .build()));
        out.flush();
        return ExitCode.GOOD;
    }

    /** Lines with their time, on the screen and in a file. */
    private record NodeLog(PrintWriter out, Path file) {
        void tell(String line) {
            String dated = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS) + " " + line;
            out.println(dated);
            out.flush();
            new KeptLines(file).add(dated);
        }
    }
}

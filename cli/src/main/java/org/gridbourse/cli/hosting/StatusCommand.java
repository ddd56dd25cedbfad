package org.gridbourse.cli.hosting;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gridbourse.cli.output.IndentedJson;
import org.gridbourse.cli.rest.AnswerText;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.programs.ExitCode;
import org.gridbourse.programs.SurroundingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows a market: addresses, sessions that run, when the next one begins. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows the market; exits 0 when it is up, 3 when not.",
        footer = {"", "Example: gridbourse market status --json"})
final class StatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private FolderOptions options;

    @Option(names = "--json", description = "Prints the state as JSON, and nothing else, on stdout.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        MarketFolder folder = options.folder();
        Optional<MarketState> state = MarketState.read(folder.state());
        boolean hosted = folder.host().isPresent();
        JsonObject answer = state.filter(known -> hosted)
                .map(this::withSessions)
                .orElseGet(() -> JsonObject.builder()
                        .put("state", hosted ? "STARTING" : "DOWN")
                        .build());
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? IndentedJson.of(answer) : AnswerText.of(answer));
        out.flush();
        return answer.members()
                        .get("state")
                        .equals(state.map(each -> each.json().members().get("state"))
                                .orElse(null))
                ? ExitCode.GOOD
                : ExitCode.SURROUNDINGS;
    }

    private JsonObject withSessions(MarketState state) {
        JsonObject.Builder answer = JsonObject.builder();
        state.json().members().forEach(answer::put);
        try {
            return answer.put("sessions", options.operator(state).get("/api/calendar"))
                    .build();
        } catch (SurroundingsException away) {
            return answer.put("state", "DEGRADED")
                    .put("problem", away.getMessage())
                    .build();
        }
    }
}

package org.gridbourse.cli.hosting;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.gridbourse.calendar.SimulatedDays;
import org.gridbourse.cli.rest.AnswerText;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.programs.ExitCode;
import org.gridbourse.programs.SurroundingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds a playground, lets it go on, or changes its speed. */
abstract class PaceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private FolderOptions options;

    /** What is to change. */
    abstract JsonObject change();

    @Override
    public Integer call() throws IOException {
        MarketState state = MarketState.read(options.folder().state())
                .orElseThrow(() -> new SurroundingsException("no market is up; start it with market up --playground"));
        PrintWriter out = spec.commandLine().getOut();
        out.print(AnswerText.of(options.operator(state).put("/api/calendar", change())));
        out.flush();
        return ExitCode.GOOD;
    }

    ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description = "Holds a playground: no session is announced, none leaves its phase.",
            footer = {"", "Example: gridbourse market pause"})
    static final class Pause extends PaceCommand {
        @Override
        JsonObject change() {
            return JsonObject.builder().put("paused", true).build();
        }
    }

    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description = "Lets a playground go on.",
            footer = {"", "Example: gridbourse market resume"})
    static final class Resume extends PaceCommand {
        @Override
        JsonObject change() {
            return JsonObject.builder().put("paused", false).build();
        }
    }

    @Command(
            name = "speed",
            mixinStandardHelpOptions = true,
            description = "Sets how long it is from one session of a playground to the next.",
            footer = {"", "Example: gridbourse market speed 60"})
    static final class Speed extends PaceCommand {
        @Parameters(paramLabel = "SECONDS", description = "20 to 86400.")
        private int seconds;

        @Override
        JsonObject change() {
            if (seconds < SimulatedDays.LEAST_SECONDS || seconds > SimulatedDays.MOST_SECONDS) {
                throw wrong("SECONDS is %d; allowed: %d to %d"
                        .formatted(seconds, SimulatedDays.LEAST_SECONDS, SimulatedDays.MOST_SECONDS));
            }
            return JsonObject.builder().put("sessionSeconds", seconds).build();
        }
    }
}

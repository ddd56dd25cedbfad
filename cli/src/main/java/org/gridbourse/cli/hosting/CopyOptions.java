package org.gridbourse.cli.hosting;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.gridbourse.calendar.Market;
import org.gridbourse.calendar.MarketFile;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonObject;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What saving a market and bringing it back share: its databases, and how the outcome is said. */
final class CopyOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "Folder with market.yaml; needed where it names a database.")
    private Path config;

    @Option(names = "--json", description = "Prints the outcome as JSON, and nothing else, on stdout.")
    private boolean json;

    /** The databases that market.yaml names, if it was given and names any. */
    Optional<DatabaseDump> databases() {
        if (config == null) {
            return Optional.empty();
        }
        Market market = MarketFile.read(config);
        return market.database().map(database -> new DatabaseDump(market, database));
    }

    /** Says the outcome to programs or to people. */
    void say(JsonObject outcome, String words) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Json.write(outcome) : words);
        out.flush();
    }
}

package org.gridbourse.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gridbourse.cli.CommandRun;

/** The commands of {@code docs/tutorial.md}, run on a day that has just happened. */
final class Tutorial {
    private static final String PROGRAM = "scripts/gridbourse ";

    private final Path root;
    private final Path day;

    /** @param day the folder that the demo left */
    Tutorial(Path root, Path day) {
        this.root = root;
        this.day = day;
    }

    void assertEveryCommandWorks() throws IOException {
        List<String> commands = Files.readAllLines(root.resolve("docs/tutorial.md")).stream()
                .filter(line -> line.startsWith(PROGRAM))
                .toList();
        assertThat(commands).as("commands of the tutorial").hasSizeGreaterThan(4);
        for (String command : commands) {
            CommandRun run = CommandRun.of(arguments(command));
            assertThat(run.exitCode()).as("%s: %s", command, run.errors()).isZero();
            assertThat(run.out()).as(command).isNotBlank();
        }
    }

    private String[] arguments(String command) throws IOException {
        String tradeId = firstTrade();
        return Stream.of(command.substring(PROGRAM.length()).split(" +"))
                .map(word -> word.equals("TRADE_ID") ? tradeId : word)
                .map(word -> word.replaceFirst("^out/demo", day.toString()))
                .map(word -> word.replaceFirst("^examples/", root.resolve("examples") + "/"))
                .toArray(String[]::new);
    }

    private String firstTrade() throws IOException {
        List<String> rows = Files.readAllLines(day.resolve("export/trades.csv"));
        int column = List.of(rows.get(0).split(",")).indexOf("tradeId");
        return rows.get(1).split(",")[column].replace("\"", "");
    }
}

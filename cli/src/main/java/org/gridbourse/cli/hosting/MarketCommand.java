package org.gridbourse.cli.hosting;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gridbourse market}: a market that stays. */
@Command(
        name = "market",
        mixinStandardHelpOptions = true,
        description = "A market that stays: its calendar, its tariffs, its programs.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CheckCommand.class,
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            PaceCommand.Pause.class,
            PaceCommand.Resume.class,
            PaceCommand.Speed.class
        })
public final class MarketCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed, see --help");
    }
}

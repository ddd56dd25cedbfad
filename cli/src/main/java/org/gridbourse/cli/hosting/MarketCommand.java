package org.gridbourse.cli.hosting;

import org.gridbourse.cli.output.CommandGroup;
import picocli.CommandLine.Command;

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
            BackupCommand.class,
            RestoreCommand.class,
            PaceCommand.Pause.class,
            PaceCommand.Resume.class,
            PaceCommand.Speed.class
        })
public final class MarketCommand extends CommandGroup {}

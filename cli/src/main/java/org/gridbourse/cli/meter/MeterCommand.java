package org.gridbourse.cli.meter;

import org.gridbourse.cli.output.CommandGroup;
import picocli.CommandLine.Command;

/** What one can do with meters' files, offline. */
@Command(
        name = "meter",
        mixinStandardHelpOptions = true,
        description = "Reads what meters and data hubs hand out.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = MeterReadCommand.class)
public final class MeterCommand extends CommandGroup {}

package org.gridbourse.cli.meter;

import org.gridbourse.cli.output.CommandGroup;
import picocli.CommandLine.Command;

/** What one can do with meters' files. */
@Command(
        name = "meter",
        mixinStandardHelpOptions = true,
        description = "Reads and books what meters and data hubs hand out.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {MeterReadCommand.class, MeterBookCommand.class})
public final class MeterCommand extends CommandGroup {}

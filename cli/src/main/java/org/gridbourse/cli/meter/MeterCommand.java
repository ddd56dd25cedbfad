package org.gridbourse.cli.meter;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What one can do with meters' files, offline. */
@Command(
        name = "meter",
        mixinStandardHelpOptions = true,
        description = "Reads what meters and data hubs hand out.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = MeterReadCommand.class)
public final class MeterCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed, see --help");
    }
}

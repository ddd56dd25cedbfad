package org.gridbourse.cli.output;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that has commands below it and does nothing by itself. */
public abstract class CommandGroup implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Of the whole group. */
    protected final CommandSpec spec() {
        return spec;
    }

    @Override
    public final void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed, see --help");
    }
}

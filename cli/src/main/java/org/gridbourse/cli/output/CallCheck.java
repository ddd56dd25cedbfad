package org.gridbourse.cli.output;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What options say together, beyond what each says alone. */
public final class CallCheck {
    private CallCheck() {}

    /**
     * Refuses a call whose options do not go together.
     *
     * @param message the option, its value and what is allowed
     */
    public static void require(CommandSpec spec, boolean met, String message) {
        if (!met) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}

package org.gridbourse.gateway.settings;

import org.gridbourse.programs.ExitCode;

/** Why an instance cannot start, in one sentence for people, with the exit code of the command line's contract. */
public final class StartupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private StartupException(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** Exit code 2: a setting or an input file cannot be read or is of the wrong type. */
    public static StartupException badInput(String message) {
        return new StartupException(ExitCode.UNREADABLE, message, null);
    }

    /** Exit code 3: something around the instance is missing or taken. */
    public static StartupException surroundings(String message, Throwable cause) {
        return new StartupException(ExitCode.SURROUNDINGS, message, cause);
    }

    public static StartupException surroundings(String message) {
        return surroundings(message, null);
    }

    public int exitCode() {
        return exitCode;
    }
}

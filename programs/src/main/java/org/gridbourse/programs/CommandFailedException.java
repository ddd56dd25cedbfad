package org.gridbourse.programs;

/** A program that was run to its end did not do what it should. */
public final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String output;

    CommandFailedException(String command, String output) {
        super(command + " failed: " + output);
        this.output = output;
    }

    /** The last lines it wrote. */
    public String output() {
        return output;
    }
}

package org.gridbourse.programs;

/** How a program ends; the same four everywhere. */
public final class ExitCode {
    /** Done and good. */
    public static final int GOOD = 0;

    /** The answer is "no": the audit found something, a well-formed book breaks a rule, books do not balance. */
    public static final int NO = 1;

    /** The call or its input cannot be read. */
    public static final int UNREADABLE = 2;

    /** The surroundings are missing: network down, port taken, disk full. */
    public static final int SURROUNDINGS = 3;

    private ExitCode() {}
}

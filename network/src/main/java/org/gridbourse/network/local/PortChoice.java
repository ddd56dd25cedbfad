package org.gridbourse.network.local;

/**
 * Which ports the user wants.
 *
 * @param kind whether and how it was said
 * @param base the first port, where {@code kind} is BASE
 */
public record PortChoice(Kind kind, int base) {
    private static final int LOWEST = 1_024;
    private static final int HIGHEST = 60_000;

    /** How ports can be chosen. */
    public enum Kind {
        /** Nothing was said: those of the former start, or the standard ones. */
        UNSAID,
        /** Whatever is free. */
        AUTO,
        /** The standard ones. */
        STANDARD,
        /** From a number on. */
        BASE
    }

    public static PortChoice unsaid() {
        return new PortChoice(Kind.UNSAID, 0);
    }

    /** Reads {@code auto}, {@code default} or the first port. */
    public static PortChoice parse(String text) {
        if (text.equals("auto")) {
            return new PortChoice(Kind.AUTO, 0);
        }
        if (text.equals("default")) {
            return new PortChoice(Kind.STANDARD, 0);
        }
        if (text.matches("\\d{1,5}")) {
            int base = Integer.parseInt(text);
            if (base >= LOWEST && base <= HIGHEST) {
                return new PortChoice(Kind.BASE, base);
            }
        }
        throw new IllegalArgumentException(
                "--ports (%s) must be auto, default or a number within %d..%d".formatted(text, LOWEST, HIGHEST));
    }
}

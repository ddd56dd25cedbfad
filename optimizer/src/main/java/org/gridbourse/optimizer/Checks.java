package org.gridbourse.optimizer;

/** Argument checks that name variable, value and limit. */
final class Checks {
    private Checks() {}

    static void notNegative(String name, double value) {
        within(name, value, 0, Double.MAX_VALUE);
    }

    static void positive(String name, double value) {
        if (!(value > 0) || value == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("%s (%s) must be above 0 and finite".formatted(name, value));
        }
    }

    static void finite(String name, double value) {
        within(name, value, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    static void within(String name, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException("%s (%s) must be from %s to %s".formatted(name, value, min, max));
        }
    }
}

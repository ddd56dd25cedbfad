package org.gridbourse.optimizer;

/** How figures of a plan are rounded before anything is counted from them. */
public final class Printed {
    /** Powers are rounded to 1e-12 kW and states to 1e-12, so that decimals print as people wrote them. */
    private static final double PRINTED = 1e12;

    private Printed() {}

    public static double rounded(double value) {
        return Math.rint(value * PRINTED) / PRINTED + 0.0;
    }
}

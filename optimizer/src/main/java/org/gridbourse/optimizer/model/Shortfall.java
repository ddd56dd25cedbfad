package org.gridbourse.optimizer.model;

/**
 * What it weighs to miss what is asked, as multiples of the largest price of the day per kWh: load first of all, then the
 * energy of flexible loads, then the window, targets and end states, then cycle limits.
 */
final class Shortfall {
    static final double UNSERVED = 20_000;
    static final double MISSING = 1000;
    static final double OUTSIDE = 200;
    static final double TARGET = 100;
    static final double UNREACHED = 50;
    static final double CYCLES = 20;
    /** To miss anything at all weighs as much as this share of the capacity: no gain is worth it. */
    static final double AT_ALL = 0.2;

    private Shortfall() {}
}

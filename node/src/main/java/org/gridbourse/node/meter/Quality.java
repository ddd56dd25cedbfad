package org.gridbourse.node.meter;

/** How the energy of a period came about. */
public enum Quality {
    /** By the meter. */
    MEASURED,
    /** Spread over a gap, or estimated by whoever sent it. */
    ESTIMATED,
    /** Put in place of a measurement by whoever sent it. */
    SUBSTITUTED;

    /** Of two parts, the one that says less. */
    Quality worse(Quality other) {
        return compareTo(other) >= 0 ? this : other;
    }
}

package org.gridbourse.optimizer;

import java.util.Locale;

/** What a plan makes as small as it can. */
public enum Objective {
    /** Net cost of the day (equation 8); ties go to less carbon. */
    COST,
    /** Carbon of the day (equation 13); ties go to less cost. */
    CARBON,
    /** Cost plus carbon price times carbon; ties go to less carbon. */
    WEIGHTED,
    /** All efficient compromises of cost and carbon. */
    PARETO;

    /** The name in files and on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package org.gridbourse.node.forecast;

/** What a series measures; each has its own predictors. */
public enum Kind {
    LOAD,
    PV,
    WIND
}

package org.gridbourse.market.rules;

/** The classes of participants by credit score, best first. */
public enum CreditClass {
    A,
    B,
    C,
    D,
    SUSPENDED
}

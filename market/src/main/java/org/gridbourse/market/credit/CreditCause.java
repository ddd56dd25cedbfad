package org.gridbourse.market.credit;

/** Why a credit score changes. */
public enum CreditCause {
    /** A session is settled: a gain for delivering within tolerance, a loss for missing. */
    DELIVERY,
    /** The same, of a session of which a reading never came, or only the sum over a gap. */
    ESTIMATED,
    /** A sealed schedule was not validly revealed. */
    NOT_REVEALED,
    /** Trades were not prepaid. */
    PREPAYMENT_DEFAULT,
    /** A suspended participant without arrears has waited for long enough. */
    REINSTATED
}

package org.gridbourse.market.credit;

/** Why a credit score changes. */
public enum CreditCause {
    /** A session is settled: a gain for delivering within tolerance, a loss for missing. */
    DELIVERY,
    /** A sealed schedule was not validly revealed. */
    NOT_REVEALED,
    /** Trades were not prepaid. */
    PREPAYMENT_DEFAULT,
    /** A suspended participant without arrears has waited for long enough. */
    WAY_BACK
}

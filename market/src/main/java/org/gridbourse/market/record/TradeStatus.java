package org.gridbourse.market.record;

/** Where a trade stands (docs/states.md). */
public enum TradeStatus {
    /** Agreed by the auction. */
    CLEARED,
    /** Both parties have locked what they owe. */
    PREPAID,
    /** One of its parties did not prepay; final. */
    VOID,
    /** Its session is settled; final. */
    SETTLED;

    /**
     * Where a trade stands, by what is on the ledger of it.
     *
     * @param phase of its session; of the one that its session joined, where it did
     * @param defaulted whether the buyer or the seller did not prepay
     * @param prepaid whether both have prepaid
     */
    public static TradeStatus of(Phase phase, boolean defaulted, boolean prepaid) {
        if (defaulted) {
            return VOID;
        }
        if (phase == Phase.SETTLED || phase == Phase.CLOSED) {
            return SETTLED;
        }
        return prepaid ? PREPAID : CLEARED;
    }

    /** Whether the trade binds its parties. */
    public boolean stands() {
        return this != VOID;
    }
}

package org.gridbourse.market.record;

/** Where a trading session stands. Phases are states of the ledger, not clocks. */
public enum Phase {
    ANNOUNCED,
    QUOTATION,
    REVEAL,
    CLEARED,
    PREPAYMENT,
    DELIVERY,
    SETTLED,
    CLOSED,
    /** An adding session after its prepayment: its trades belong to its base session. */
    JOINED,
    CANCELLED;

    /** The phase that follows in a base session; {@code CLOSED}, {@code JOINED} and {@code CANCELLED} have none. */
    public Phase next() {
        if (isOver()) {
            throw new IllegalArgumentException("nothing follows " + this);
        }
        return values()[ordinal() + 1];
    }

    public boolean isOver() {
        return this == CLOSED || this == JOINED || this == CANCELLED;
    }

    public boolean isBefore(Phase other) {
        return ordinal() < other.ordinal();
    }
}

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
    CANCELLED;

    /** The phase that follows; {@code CLOSED} and {@code CANCELLED} have none. */
    public Phase next() {
        if (isOver()) {
            throw new IllegalArgumentException("nothing follows " + this);
        }
        return values()[ordinal() + 1];
    }

    public boolean isOver() {
        return this == CLOSED || this == CANCELLED;
    }

    public boolean isBefore(Phase other) {
        return ordinal() < other.ordinal();
    }
}

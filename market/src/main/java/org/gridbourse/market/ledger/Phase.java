package org.gridbourse.market.ledger;

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
    Phase next() {
        if (isOver()) {
            throw new IllegalArgumentException("nothing follows " + this);
        }
        return values()[ordinal() + 1];
    }

    boolean isOver() {
        return this == CLOSED || this == CANCELLED;
    }

    boolean isBefore(Phase other) {
        return ordinal() < other.ordinal();
    }
}

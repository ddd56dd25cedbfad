package org.gridbourse.market.transaction;

/** How much a step may still do, so that it stays within the time and size of one transaction. */
final class Budget {
    private static final int READS_PER_WRITE = 10;

    private int writesLeft;
    private int readsLeft;

    Budget(int items) {
        writesLeft = items;
        readsLeft = items * READS_PER_WRITE;
    }

    boolean isSpent() {
        return writesLeft <= 0 || readsLeft <= 0;
    }

    /** A participant or fill was looked at. */
    void read() {
        readsLeft--;
    }

    /** A participant or fill was written. */
    void written() {
        writesLeft--;
    }
}

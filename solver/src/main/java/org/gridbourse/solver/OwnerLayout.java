package org.gridbourse.solver;

/** Where the variables of one owner stand: six per period, and the throughput that it leaves. */
record OwnerLayout(int first, int periods) {
    static int size(int periods) {
        return 6 * periods + 1;
    }

    int charge(int t) {
        return first + t;
    }

    int discharge(int t) {
        return first + periods + t;
    }

    /** Taken from others or the grid. */
    int buy(int t) {
        return first + 2 * periods + t;
    }

    /** Given to others or the grid. */
    int sell(int t) {
        return first + 3 * periods + t;
    }

    /** What of the net position is traded or used, where that is a choice. */
    int net(int t) {
        return first + 4 * periods + t;
    }

    /** Energy in the storage after the period, above the least allowed. */
    int level(int t) {
        return first + 5 * periods + t;
    }

    int slack() {
        return first + 6 * periods;
    }
}

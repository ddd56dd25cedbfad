package org.gridbourse.optimizer;

/** The three ways of working that the paper compares. */
public enum Method {
    /** All load from the grid: no plants, no storage. */
    GRID_ONLY(1),
    /** Plants without storage. */
    RENEWABLES(2),
    /** Plants with storage, optimised. */
    OPTIMISED_STORAGE(3);

    private final int number;

    Method(int number) {
        this.number = number;
    }

    /** The paper's number, 1 to 3. */
    public int number() {
        return number;
    }

    public static Method ofNumber(int number) {
        Checks.within("method", number, 1, values().length);
        return values()[number - 1];
    }
}

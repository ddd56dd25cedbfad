package org.gridbourse.solver;

/**
 * A number per row of one owner.
 *
 * @param balance its own balance, per period
 * @param level its state of charge, per period
 * @param throughput one element
 */
record OwnerRows(double[] balance, double[] level, double[] throughput) {
    static OwnerRows zero(int periods) {
        return new OwnerRows(new double[periods], new double[periods], new double[1]);
    }

    OwnerRows copy() {
        return new OwnerRows(balance.clone(), level.clone(), throughput.clone());
    }

    void add(double factor, OwnerRows other) {
        for (int t = 0; t < balance.length; t++) {
            balance[t] += factor * other.balance[t];
            level[t] += factor * other.level[t];
        }
        throughput[0] += factor * other.throughput[0];
    }
}

package org.gridbourse.optimizer.model;

import java.util.Arrays;

/**
 * Which pieces are open to each device in each step: a node of {@link PieceTree}. Mutable; one node owns it.
 *
 * @param ways of each store in each of its steps, a set of {@link #REST}, {@link #CHARGE} and {@link #GIVE}; where running
 *     is free of choices, 0
 * @param grid per step, a set of {@link #IMPORT} and {@link #EXPORT}; where the exchange is convex, 0
 * @param earliest planned step of each part of each block
 * @param latest likewise
 */
record PieceChoices(int[][] ways, int[] grid, int[][] earliest, int[][] latest) {
    static final int REST = 1;
    static final int CHARGE = 2;
    static final int GIVE = 4;
    static final int IMPORT = 1;
    static final int EXPORT = 2;

    PieceChoices copy() {
        return new PieceChoices(copy(ways), grid.clone(), copy(earliest), copy(latest));
    }

    private static int[][] copy(int[][] values) {
        return Arrays.stream(values).map(int[]::clone).toArray(int[][]::new);
    }

    boolean isPlaced(int b) {
        return Arrays.equals(earliest[b], latest[b]);
    }

    void place(int b, int[] steps) {
        earliest[b] = steps;
        latest[b] = steps;
    }

    /** Keeps a part of a block out of all steps after one; the parts before it likewise. */
    void endBy(FixedBlock block, int b, int part, int step) {
        for (int p = 0; p < latest[b].length; p++) {
            boolean moves = p <= part || !block.interruptible();
            latest[b][p] = moves ? Math.min(latest[b][p], step + p - part) : latest[b][p];
        }
    }

    /** Keeps a part of a block out of all steps before one; the parts after it likewise. */
    void startFrom(FixedBlock block, int b, int part, int step) {
        for (int p = 0; p < earliest[b].length; p++) {
            boolean moves = p >= part || !block.interruptible();
            earliest[b][p] = moves ? Math.max(earliest[b][p], step + p - part) : earliest[b][p];
        }
    }

    /** Least and most power of a block in a planned step. */
    double[] range(FixedBlock block, int b, int step) {
        double[] range = {Double.MAX_VALUE, 0};
        boolean always = false;
        for (int p = 0; p < earliest[b].length; p++) {
            if (earliest[b][p] <= step && step <= latest[b][p]) {
                range[1] = Math.max(range[1], block.powerKw()[p]);
                range[0] = Math.min(range[0], block.powerKw()[p]);
                boolean runsOn =
                        !block.interruptible() && latest[b][0] <= step && step <= earliest[b][earliest[b].length - 1];
                always |= runsOn || earliest[b][p] == latest[b][p];
            }
        }
        range[0] = always ? range[0] : 0;
        return range;
    }
}

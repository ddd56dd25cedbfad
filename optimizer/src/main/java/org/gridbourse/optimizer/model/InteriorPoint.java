package org.gridbourse.optimizer.model;

import java.util.Arrays;

/**
 * Primal-dual interior point method with predictor and corrector (Mehrotra 1992) for {@link StagedProgram}; an iteration
 * takes time linear in the stages.
 *
 * <p>Costs and powers should be near 1 in size. The solution lies inside its optimal face, not at a corner.
 */
final class InteriorPoint {
    private static final int MOST_ITERATIONS = 80;
    private static final double FEASIBLE = 1e-9;
    /** Rows that miss so much more than a moment ago: rounding has taken over. */
    private static final double BROKEN = 1e-7;

    /** What rows of a solution may miss where it stopped short of its aim. */
    private static final double FOUND = 1e-7;
    /** What columns may miss where the duals are taken for a bound. */
    private static final double BOUNDING = 1e-7;

    /** Complements below which steps are refined. */
    private static final double REFINED = 1e-5;

    private static final double BACK = 0.9995;
    /** A column narrower than this is held at 0. */
    private static final double NARROW = 1e-12;

    private final StagedProgram program;
    private final double optimal;
    private final StagedMatrix matrix;
    private final int columns;
    private final boolean[] held;
    private final boolean[] bounded;
    private final double[] x;
    private final double[] slack;
    private final double[] lowDual;
    private final double[] highDual;
    private final double[] dual;
    private final double[] borderDual;
    private final double[] weight;
    private final double[] primalMiss;
    private final double[] longMiss;
    private final double[] dualMiss;
    private final double[] xStep;
    private final double[] lowStep;
    private final double[] highStep;
    private final double[] lowTarget;
    private final double[] highTarget;
    private final double[] rowStep;
    private final double[] borderStep;
    private final double[] rowLeft;
    private final double[] borderLeft;
    private final double[] combined;
    private final double[] xBefore;
    private final double[] dualBefore;
    private final double cutOff;
    private boolean above;
    private double bound = Double.NEGATIVE_INFINITY;
    private double gap;
    private double worstPrimal = Double.MAX_VALUE;

    /**
     * @param optimal gap of the objective, as a share of it, at which to stop
     * @param cutOff objective above which a solution is of no use: the duals tell early
     */
    InteriorPoint(StagedProgram program, double optimal, double cutOff) {
        this.program = program;
        this.cutOff = cutOff;
        this.optimal = optimal;
        matrix = new StagedMatrix(program);
        columns = program.columns;
        held = new boolean[columns];
        bounded = new boolean[columns];
        x = new double[columns];
        slack = new double[columns];
        lowDual = new double[columns];
        highDual = new double[columns];
        dual = new double[program.rows()];
        borderDual = new double[program.longRows + program.longColumns];
        weight = new double[columns];
        primalMiss = new double[program.rows()];
        longMiss = new double[program.longRows];
        dualMiss = new double[columns];
        xStep = new double[columns];
        lowStep = new double[columns];
        highStep = new double[columns];
        lowTarget = new double[columns];
        highTarget = new double[columns];
        rowStep = new double[program.rows()];
        borderStep = new double[borderDual.length];
        rowLeft = new double[program.rows()];
        borderLeft = new double[borderDual.length];
        combined = new double[columns];
        xBefore = new double[columns];
        dualBefore = new double[program.rows()];
    }

    double[] x() {
        return x;
    }

    /** What one more unit on the right side of each row costs. */
    double[] dual() {
        return dual;
    }

    /** The same for a long row. */
    double longDual(int row) {
        return borderDual[row];
    }

    /** Objective that no solution can be below. */
    double bound() {
        return bound;
    }

    /** Whether a solution was found, neither none nor one above the cut-off. */
    boolean isFound() {
        return !above && worstPrimal <= FOUND;
    }

    /** Solves; tells the number of iterations. */
    int solve() {
        start();
        for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
            double before = worstPrimal;
            if (measure() || above) {
                return iteration;
            }
            if (worstPrimal > BROKEN && worstPrimal > 10 * before) {
                System.arraycopy(xBefore, 0, x, 0, columns);
                System.arraycopy(dualBefore, 0, dual, 0, dual.length);
                return iteration;
            }
            System.arraycopy(x, 0, xBefore, 0, columns);
            System.arraycopy(dual, 0, dualBefore, 0, dual.length);
            double mean = gap / terms();
            weigh();
            matrix.factor(weight);
            Arrays.fill(lowTarget, 0);
            Arrays.fill(highTarget, 0);
            for (int j = 0; j < columns; j++) {
                lowTarget[j] = -x[j] * lowDual[j];
                highTarget[j] = -slack[j] * highDual[j];
            }
            step();
            double primal = longest(true);
            double dualLength = longest(false);
            double sigma = centring(primal, dualLength, mean);
            for (int j = 0; j < columns; j++) {
                lowTarget[j] += sigma * mean - xStep[j] * lowStep[j];
                highTarget[j] += sigma * mean + xStep[j] * highStep[j];
            }
            step();
            primal = Math.min(1, BACK * longest(true));
            dualLength = Math.min(1, BACK * longest(false));
            if (!(primal > 1e-9 || dualLength > 1e-9)) {
                return iteration;
            }
            advance(primal, dualLength);
        }
        return MOST_ITERATIONS;
    }

    private void start() {
        for (int j = 0; j < columns; j++) {
            held[j] = program.upper[j] <= NARROW;
            bounded[j] = program.upper[j] < Double.POSITIVE_INFINITY;
            x[j] = held[j] ? 0 : bounded[j] ? program.upper[j] / 2 : 1;
            slack[j] = bounded[j] ? program.upper[j] - x[j] : 0;
            lowDual[j] = held[j] ? 0 : Math.max(1, Math.abs(program.cost[j]));
            highDual[j] = held[j] || !bounded[j] ? 0 : lowDual[j];
        }
    }

    private int terms() {
        int terms = 0;
        for (int j = 0; j < columns; j++) {
            terms += held[j] ? 0 : bounded[j] ? 2 : 1;
        }
        return Math.max(1, terms);
    }

    /** What rows, columns and complements miss; true if nothing that matters. */
    private boolean measure() {
        System.arraycopy(program.rhs, 0, primalMiss, 0, primalMiss.length);
        System.arraycopy(program.longRhs, 0, longMiss, 0, longMiss.length);
        double objective = 0;
        double dualObjective = 0;
        double worstDual = 0;
        gap = 0;
        for (int row = 0; row < primalMiss.length; row++) {
            dualObjective += program.rhs[row] * dual[row];
        }
        for (int row = 0; row < program.longRows; row++) {
            dualObjective += program.longRhs[row] * borderDual[row];
        }
        for (int j = 0; j < columns; j++) {
            double reduced = program.cost[j];
            for (int a = program.firstEntry[j]; a < program.firstEntry[j + 1]; a++) {
                primalMiss[program.entryRow[a]] -= program.entry[a] * x[j];
                reduced -= program.entry[a] * dual[program.entryRow[a]];
            }
            if (program.longRowOf[j] >= 0) {
                longMiss[program.longRowOf[j]] -= program.longEntry[j] * x[j];
                reduced -= program.longEntry[j] * borderDual[program.longRowOf[j]];
            }
            objective += program.cost[j] * x[j];
            dualMiss[j] = held[j] ? 0 : reduced - lowDual[j] + highDual[j];
            worstDual = Math.max(worstDual, Math.abs(dualMiss[j]));
            gap += x[j] * lowDual[j] + slack[j] * highDual[j];
            dualObjective -= bounded[j] && !held[j] ? program.upper[j] * highDual[j] : 0;
        }
        bound = worstDual <= BOUNDING ? Math.max(bound, dualObjective) : bound;
        above = bound > cutOff;
        worstPrimal = Math.max(largest(primalMiss), largest(longMiss));
        return worstPrimal <= FEASIBLE && worstDual <= FEASIBLE && gap <= optimal * (1 + Math.abs(objective));
    }

    private void weigh() {
        for (int j = 0; j < columns; j++) {
            weight[j] = held[j] ? 0 : 1 / (lowDual[j] / x[j] + (bounded[j] ? highDual[j] / slack[j] : 0) + 1e-14);
            if (program.isLong[j] && held[j]) {
                weight[j] = 1e-300;
            }
        }
    }

    /** The Newton step towards the targets of the complements. */
    private void step() {
        for (int j = 0; j < columns; j++) {
            combined[j] = held[j] ? 0 : dualMiss[j] - lowTarget[j] / x[j] + (bounded[j] ? highTarget[j] / slack[j] : 0);
        }
        System.arraycopy(primalMiss, 0, rowStep, 0, rowStep.length);
        Arrays.fill(borderStep, 0);
        System.arraycopy(longMiss, 0, borderStep, 0, longMiss.length);
        for (int j = 0; j < columns; j++) {
            if (program.isLong[j]) {
                continue;
            }
            double value = weight[j] * combined[j];
            for (int a = program.firstEntry[j]; a < program.firstEntry[j + 1]; a++) {
                rowStep[program.entryRow[a]] += program.entry[a] * value;
            }
            if (program.longRowOf[j] >= 0) {
                borderStep[program.longRowOf[j]] += program.longEntry[j] * value;
            }
        }
        // a long column's own step is the border's unknown: weight (entries x step - combined)
        for (int j = 0, b = program.longRows; j < columns; j++) {
            if (program.isLong[j]) {
                borderStep[b++] = combined[j];
            }
        }
        System.arraycopy(rowStep, 0, rowLeft, 0, rowLeft.length);
        System.arraycopy(borderStep, 0, borderLeft, 0, borderLeft.length);
        matrix.solve(rowStep, borderStep);
        if (gap < REFINED) {
            refine();
        }
        fill();
    }

    /** Once more for what rounding has left, which matters near the end. */
    private void refine() {
        for (int j = 0, b = program.longRows; j < columns; j++) {
            double along = 0;
            for (int a = program.firstEntry[j]; a < program.firstEntry[j + 1]; a++) {
                along += program.entry[a] * rowStep[program.entryRow[a]];
            }
            if (program.isLong[j]) {
                borderLeft[b] -= along - borderStep[b] / weight[j];
                for (int a = program.firstEntry[j]; a < program.firstEntry[j + 1]; a++) {
                    rowLeft[program.entryRow[a]] -= program.entry[a] * borderStep[b];
                }
                b++;
                continue;
            }
            int longRow = program.longRowOf[j];
            along += longRow >= 0 ? program.longEntry[j] * borderStep[longRow] : 0;
            double value = weight[j] * along;
            for (int a = program.firstEntry[j]; a < program.firstEntry[j + 1]; a++) {
                rowLeft[program.entryRow[a]] -= program.entry[a] * value;
            }
            if (longRow >= 0) {
                borderLeft[longRow] -= program.longEntry[j] * value;
            }
        }
        matrix.solve(rowLeft, borderLeft);
        for (int row = 0; row < rowStep.length; row++) {
            rowStep[row] += rowLeft[row];
        }
        for (int b = 0; b < borderStep.length; b++) {
            borderStep[b] += borderLeft[b];
        }
    }

    private void fill() {
        for (int j = 0, b = program.longRows; j < columns; j++) {
            if (held[j]) {
                xStep[j] = 0;
                b += program.isLong[j] ? 1 : 0;
                continue;
            }
            if (program.isLong[j]) {
                xStep[j] = borderStep[b++];
            } else {
                double along = -combined[j];
                for (int a = program.firstEntry[j]; a < program.firstEntry[j + 1]; a++) {
                    along += program.entry[a] * rowStep[program.entryRow[a]];
                }
                along += program.longRowOf[j] >= 0 ? program.longEntry[j] * borderStep[program.longRowOf[j]] : 0;
                xStep[j] = weight[j] * along;
            }
            lowStep[j] = (lowTarget[j] - lowDual[j] * xStep[j]) / x[j];
            highStep[j] = bounded[j] ? (highTarget[j] + highDual[j] * xStep[j]) / slack[j] : 0;
        }
    }

    /** How far the step can go until a bound. */
    private double longest(boolean primal) {
        double length = Double.MAX_VALUE;
        for (int j = 0; j < columns; j++) {
            if (held[j]) {
                continue;
            }
            double low = primal ? xStep[j] : lowStep[j];
            double lowNow = primal ? x[j] : lowDual[j];
            double high = primal ? -xStep[j] : highStep[j];
            double highNow = primal ? slack[j] : highDual[j];
            length = low < 0 ? Math.min(length, -lowNow / low) : length;
            length = bounded[j] && high < 0 ? Math.min(length, -highNow / high) : length;
        }
        return length;
    }

    private double centring(double primalLength, double dualLength, double mean) {
        double primal = Math.min(1, primalLength);
        double dualStep = Math.min(1, dualLength);
        double after = 0;
        for (int j = 0; j < columns; j++) {
            after += (x[j] + primal * xStep[j]) * (lowDual[j] + dualStep * lowStep[j]);
            if (bounded[j]) {
                after += (slack[j] - primal * xStep[j]) * (highDual[j] + dualStep * highStep[j]);
            }
        }
        double share = Math.max(0, after / terms() / mean);
        return share * share * share;
    }

    private void advance(double primal, double dualLength) {
        for (int j = 0; j < columns; j++) {
            x[j] += primal * xStep[j];
            slack[j] -= bounded[j] ? primal * xStep[j] : 0;
            lowDual[j] += dualLength * lowStep[j];
            highDual[j] += dualLength * highStep[j];
        }
        for (int row = 0; row < dual.length; row++) {
            dual[row] += dualLength * rowStep[row];
        }
        for (int b = 0; b < program.longRows; b++) {
            borderDual[b] += dualLength * borderStep[b];
        }
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}

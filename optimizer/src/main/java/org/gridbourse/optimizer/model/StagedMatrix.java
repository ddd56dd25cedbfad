package org.gridbourse.optimizer.model;

import java.util.Arrays;

/**
 * The normal matrix {@code A D A'} of a {@link StagedProgram} and its factors: a block per stage, coupled with the next
 * one only, and a border of long rows and columns. Factoring takes time linear in the stages.
 */
final class StagedMatrix {
    /** A pivot below this share of the largest entry of its row belongs to a row that says nothing new. */
    private static final double DEPENDENT = 1e-28;

    private static final double FIXED = 1e100;

    private final StagedProgram program;
    private final int[] stageOfRow;
    private final double[][] block;
    private final double[][] coupling;
    private final double[][] border;
    private final double[][] solvedBorder;
    private final double[][] corner;
    private final int[] longColumn;
    private final int size;
    private double[] weight;

    StagedMatrix(StagedProgram program) {
        this.program = program;
        stageOfRow = new int[program.rows()];
        block = new double[program.stages][];
        coupling = new double[program.stages][];
        for (int t = 0; t < program.stages; t++) {
            int n = rows(t);
            block[t] = new double[n * n];
            coupling[t] = new double[t + 1 < program.stages ? n * rows(t + 1) : 0];
            Arrays.fill(stageOfRow, program.firstRow[t], program.firstRow[t + 1], t);
        }
        size = program.longRows + program.longColumns;
        border = new double[size][program.rows()];
        solvedBorder = new double[size][program.rows()];
        corner = new double[size][size];
        longColumn = new int[program.longColumns];
        for (int j = 0, found = 0; j < program.columns; j++) {
            if (program.isLong[j]) {
                longColumn[found++] = j;
            }
        }
    }

    private int rows(int stage) {
        return program.firstRow[stage + 1] - program.firstRow[stage];
    }

    /** Takes new weights of the columns and factors. */
    void factor(double[] columnWeight) {
        weight = columnWeight;
        assemble();
        for (int t = 0; t < program.stages; t++) {
            cholesky(block[t], rows(t));
            if (t + 1 < program.stages) {
                takeFromNext(t);
            }
        }
        for (int b = 0; b < size; b++) {
            System.arraycopy(border[b], 0, solvedBorder[b], 0, border[b].length);
            solveStages(solvedBorder[b]);
        }
        for (int b = 0; b < size; b++) {
            for (int c = 0; c < size; c++) {
                corner[b][c] -= dot(border[b], solvedBorder[c]);
            }
        }
    }

    private void assemble() {
        for (int t = 0; t < program.stages; t++) {
            Arrays.fill(block[t], 0);
            Arrays.fill(coupling[t], 0);
        }
        for (int b = 0; b < size; b++) {
            Arrays.fill(border[b], 0);
            Arrays.fill(corner[b], 0);
        }
        for (int j = 0; j < program.columns; j++) {
            int from = program.firstEntry[j];
            int to = program.firstEntry[j + 1];
            if (!program.isLong[j]) {
                for (int a = from; a < to; a++) {
                    for (int b = from; b < to; b++) {
                        add(program.entryRow[a], program.entryRow[b], weight[j] * program.entry[a] * program.entry[b]);
                    }
                }
                int longRow = program.longRowOf[j];
                if (longRow >= 0) {
                    corner[longRow][longRow] += weight[j] * program.longEntry[j] * program.longEntry[j];
                    for (int a = from; a < to; a++) {
                        border[longRow][program.entryRow[a]] += weight[j] * program.longEntry[j] * program.entry[a];
                    }
                }
            }
        }
        for (int c = 0; c < program.longColumns; c++) {
            int j = longColumn[c];
            int b = program.longRows + c;
            corner[b][b] = -1 / weight[j];
            for (int a = program.firstEntry[j]; a < program.firstEntry[j + 1]; a++) {
                border[b][program.entryRow[a]] += program.entry[a];
            }
        }
    }

    private void add(int row, int other, double value) {
        int t = stageOfRow[row];
        int s = stageOfRow[other];
        if (s == t) {
            block[t][(row - program.firstRow[t]) * rows(t) + other - program.firstRow[t]] += value;
        } else if (s == t + 1) {
            coupling[t][(other - program.firstRow[s]) * rows(t) + row - program.firstRow[t]] += value;
        }
    }

    /** The lower triangle in place. */
    private static void cholesky(double[] a, int n) {
        for (int j = 0; j < n; j++) {
            double original = a[j * n + j];
            double pivot = original;
            for (int k = 0; k < j; k++) {
                pivot -= a[j * n + k] * a[j * n + k];
            }
            double root = pivot > DEPENDENT * (1 + original) ? Math.sqrt(pivot) : FIXED;
            a[j * n + j] = root;
            for (int i = j + 1; i < n; i++) {
                double sum = a[i * n + j];
                for (int k = 0; k < j; k++) {
                    sum -= a[i * n + k] * a[j * n + k];
                }
                a[i * n + j] = sum / root;
            }
        }
    }

    /** The coupling becomes coupling x L'^-1; its product with itself is what stage t takes from the next one's block. */
    private void takeFromNext(int t) {
        int n = rows(t);
        int next = rows(t + 1);
        double[] factor = block[t];
        double[] couples = coupling[t];
        double[] target = block[t + 1];
        for (int i = 0; i < next; i++) {
            boolean any = false;
            for (int j = 0; j < n; j++) {
                double sum = couples[i * n + j];
                if (any) {
                    for (int k = 0; k < j; k++) {
                        sum -= couples[i * n + k] * factor[j * n + k];
                    }
                }
                couples[i * n + j] = sum == 0 ? 0 : sum / factor[j * n + j];
                any |= sum != 0;
            }
        }
        for (int i = 0; i < next; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += couples[i * n + k] * couples[j * n + k];
                }
                target[i * next + j] -= sum;
            }
        }
    }

    /** Solves for the duals of rows and, after them, of the border; in place. */
    void solve(double[] rowValues, double[] borderValues) {
        solveStages(rowValues);
        if (size == 0) {
            return;
        }
        double[][] left = new double[size][];
        for (int b = 0; b < size; b++) {
            left[b] = corner[b].clone();
            borderValues[b] -= dot(border[b], rowValues);
        }
        eliminate(left, borderValues);
        for (int b = 0; b < size; b++) {
            for (int row = 0; row < rowValues.length; row++) {
                rowValues[row] -= solvedBorder[b][row] * borderValues[b];
            }
        }
    }

    private void solveStages(double[] values) {
        for (int t = 0; t < program.stages; t++) {
            forwards(t, values);
        }
        for (int t = program.stages - 1; t >= 0; t--) {
            backwards(t, values);
        }
    }

    /** L x = b for the rows of a stage, then what they take from the next; in place. */
    private void forwards(int t, double[] values) {
        int n = rows(t);
        int first = program.firstRow[t];
        double[] factor = block[t];
        for (int i = 0; i < n; i++) {
            double sum = values[first + i];
            for (int k = 0; k < i; k++) {
                sum -= factor[i * n + k] * values[first + k];
            }
            values[first + i] = sum / factor[i * n + i];
        }
        if (t + 1 < program.stages) {
            double[] couples = coupling[t];
            for (int i = 0; i < rows(t + 1); i++) {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum += couples[i * n + j] * values[first + j];
                }
                values[first + n + i] -= sum;
            }
        }
    }

    /** What the next stage, which is final, takes from the rows of a stage, then L' x = b; in place. */
    private void backwards(int t, double[] values) {
        int n = rows(t);
        int first = program.firstRow[t];
        double[] factor = block[t];
        if (t + 1 < program.stages) {
            double[] couples = coupling[t];
            for (int i = 0; i < rows(t + 1); i++) {
                double known = values[first + n + i];
                for (int j = 0; j < n; j++) {
                    values[first + j] -= couples[i * n + j] * known;
                }
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            double sum = values[first + i];
            for (int k = i + 1; k < n; k++) {
                sum -= factor[k * n + i] * values[first + k];
            }
            values[first + i] = sum / factor[i * n + i];
        }
    }

    /** Gaussian elimination with pivoting; the solution takes the place of the values. */
    private static void eliminate(double[][] left, double[] values) {
        int n = values.length;
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k + 1; i < n; i++) {
                pivot = Math.abs(left[i][k]) > Math.abs(left[pivot][k]) ? i : pivot;
            }
            double[] row = left[pivot];
            left[pivot] = left[k];
            left[k] = row;
            double value = values[pivot];
            values[pivot] = values[k];
            values[k] = value;
            for (int i = k + 1; i < n; i++) {
                double share = left[i][k] / row[k];
                for (int j = k; j < n; j++) {
                    left[i][j] -= share * row[j];
                }
                values[i] -= share * value;
            }
        }
        for (int k = n - 1; k >= 0; k--) {
            for (int j = k + 1; j < n; j++) {
                values[k] -= left[k][j] * values[j];
            }
            values[k] /= left[k][k];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}

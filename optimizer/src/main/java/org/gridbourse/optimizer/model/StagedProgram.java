package org.gridbourse.optimizer.model;

import java.util.Arrays;

/**
 * A linear program over the steps of a day: least {@code cost x} with {@code A x = rhs} and {@code 0 <= x <= upper}.
 *
 * <p>Each row belongs to a stage, in order of stages. A column touches rows of one stage and perhaps of the next. What
 * couples all stages stands apart: <em>long rows</em> (a limit on throughput) may hold any column, and <em>long
 * columns</em> (the day's peak) may touch any row.
 */
final class StagedProgram {
    final int stages;
    final int[] firstRow;
    double[] rhs;
    int columns;
    double[] cost = new double[256];
    double[] upper = new double[256];
    int[] firstEntry = new int[257];
    int[] entryRow = new int[1024];
    double[] entry = new double[1024];
    boolean[] isLong = new boolean[256];
    int longRows;
    int longColumns;
    double[] longRhs = new double[4];
    int[] longRowOf = new int[256];
    double[] longEntry = new double[256];
    private int rows;
    private int stage = -1;

    StagedProgram(int stages) {
        this.stages = stages;
        firstRow = new int[stages + 1];
        rhs = new double[stages * 4];
    }

    /** Rows that follow belong to the next stage. */
    void beginStage() {
        firstRow[++stage] = rows;
        Arrays.fill(firstRow, stage, firstRow.length, rows);
    }

    int addRow(double value) {
        if (rows == rhs.length) {
            rhs = Arrays.copyOf(rhs, 2 * rows);
        }
        rhs[rows++] = value;
        Arrays.fill(firstRow, stage + 1, firstRow.length, rows);
        return rows - 1;
    }

    int rows() {
        return rows;
    }

    /** A row that may hold any column; each column may be in one of them. */
    int addLongRow(double value) {
        if (longRows == longRhs.length) {
            longRhs = Arrays.copyOf(longRhs, 2 * longRows);
        }
        longRhs[longRows] = value;
        return longRows++;
    }

    /** A column without entries yet; they are added with {@link #put} before the next column is. */
    int addColumn(double price, double most) {
        if (columns == cost.length) {
            int size = 2 * columns;
            cost = Arrays.copyOf(cost, size);
            upper = Arrays.copyOf(upper, size);
            firstEntry = Arrays.copyOf(firstEntry, size + 1);
            isLong = Arrays.copyOf(isLong, size);
            longRowOf = Arrays.copyOf(longRowOf, size);
            longEntry = Arrays.copyOf(longEntry, size);
        }
        cost[columns] = price;
        upper[columns] = most;
        longRowOf[columns] = -1;
        firstEntry[columns + 1] = firstEntry[columns];
        return columns++;
    }

    /** A column that may touch any row. */
    int addLongColumn(double price, double most) {
        int column = addColumn(price, most);
        isLong[column] = true;
        longColumns++;
        return column;
    }

    /** An entry of the column added last. */
    void put(int row, double coefficient) {
        int at = firstEntry[columns]++;
        if (at == entry.length) {
            entry = Arrays.copyOf(entry, 2 * at);
            entryRow = Arrays.copyOf(entryRow, 2 * at);
        }
        entryRow[at] = row;
        entry[at] = coefficient;
    }

    /** The entry of the column added last in a long row. */
    void putLong(int longRow, double coefficient) {
        longRowOf[columns - 1] = longRow;
        longEntry[columns - 1] = coefficient;
    }
}

package org.gridbourse.optimizer.model;

/** Bounds from below what other pieces of a settled schedule can gain, by the value of stored energy in each step. */
final class PieceValues {
    private final StageCosts costs;
    private final PieceSchedule schedule;
    private final double[] valueOfEnergy;
    private final double[] valueLow;
    private final double[] valueHigh;

    PieceValues(PieceSchedule schedule) {
        this.schedule = schedule;
        costs = schedule.costs;
        valueOfEnergy = new double[schedule.steps];
        valueLow = new double[schedule.steps];
        valueHigh = new double[schedule.steps];
    }

    /**
     * What putting one step into another piece costs at least, whatever the other steps do in theirs: its cost less the
     * value of its energy, by linear programming duality. The sum over several steps bounds what they cost together.
     * Rest costs the same as staying: 0 for the pieces that the steps are in.
     *
     * @param bounds filled with one entry per piece
     */
    void bound(double[] bounds) {
        findValues();
        for (int t = 0; t < schedule.steps; t++) {
            int k = schedule.segment[t];
            double now = costs.value[k]
                    + costs.slope[k] * (schedule.change[t] - costs.point[k])
                    + schedule.price * Math.abs(schedule.change[t])
                    - valueOfEnergy[t] * schedule.change[t];
            for (int q = costs.firstPiece[t]; q < costs.firstPiece[t + 1]; q++) {
                double least = Double.POSITIVE_INFINITY;
                for (int p = costs.firstPoint[q]; p < costs.firstPoint[q + 1]; p++) {
                    double point = costs.point[p];
                    least = Math.min(
                            least, costs.value[p] + schedule.price * Math.abs(point) - valueOfEnergy[t] * point);
                }
                bounds[q] = q == schedule.piece[t] ? 0 : least - now;
            }
        }
    }

    /** A value of stored energy at each step that makes every step's own choice optimal; it turns only at state limits. */
    private void findValues() {
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        for (int t = 0; t < schedule.steps; t++) {
            low = Math.max(low, schedule.down[t]);
            high = Math.min(high, schedule.up[t]);
            if (low > high) {
                // rounding
                low = (low + high) / 2;
                high = low;
            }
            valueLow[t] = low;
            valueHigh[t] = high;
            high = schedule.hasRoom(t, true) ? high : Double.POSITIVE_INFINITY;
            low = schedule.hasRoom(t, false) ? low : Double.NEGATIVE_INFINITY;
        }
        double value = finite(valueLow[schedule.steps - 1], valueHigh[schedule.steps - 1]);
        for (int t = schedule.steps - 1; t >= 0; t--) {
            value = Math.max(valueLow[t], Math.min(valueHigh[t], value));
            valueOfEnergy[t] = value;
        }
    }

    private static double finite(double low, double high) {
        if (Double.isInfinite(low)) {
            return Double.isInfinite(high) ? 0 : high;
        }
        return Double.isInfinite(high) ? low : (low + high) / 2;
    }
}

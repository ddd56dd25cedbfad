package org.gridbourse.solver;

/**
 * The variables of a linear program between bounds, {@code 0 <= x <= most}, with the multipliers of both bounds and the
 * directions of an interior point method. A variable without room is fixed at 0.
 */
final class Variables {
    private static final double NO_ROOM = 1e-9;
    /** Of the room, what stays free at both bounds, so that differences do not vanish. */
    private static final double EDGE = 1e-14;

    final double[] most;
    final double[] cost;
    final double[] x;
    /** Multipliers of the lower bounds, and of the upper ones. */
    final double[] z;

    final double[] v;
    final double[] dx;
    final double[] dz;
    final double[] dv;
    /** Inverse of the barrier's curvature; 0 where fixed. */
    final double[] theta;

    final double[] dualResidual;
    /** What the linearised system says besides the row multipliers. */
    final double[] force;

    private int free;

    Variables(int size) {
        most = new double[size];
        cost = new double[size];
        x = new double[size];
        z = new double[size];
        v = new double[size];
        dx = new double[size];
        dz = new double[size];
        dv = new double[size];
        theta = new double[size];
        dualResidual = new double[size];
        force = new double[size];
    }

    boolean fixed(int j) {
        return most[j] <= NO_ROOM;
    }

    /** In the middle of everything. */
    void start(double multiplier) {
        for (int j = 0; j < x.length; j++) {
            if (!fixed(j)) {
                free++;
                x[j] = most[j] / 2;
                z[j] = multiplier;
                v[j] = multiplier;
            }
        }
    }

    double mean() {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            if (!fixed(j)) {
                sum += x[j] * z[j] + (most[j] - x[j]) * v[j];
            }
        }
        return free == 0 ? 0 : sum / (2 * free);
    }

    double meanAfter(double primalStep, double dualStep) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            if (!fixed(j)) {
                double next = x[j] + primalStep * dx[j];
                sum += next * (z[j] + dualStep * dz[j]) + (most[j] - next) * (v[j] + dualStep * dv[j]);
            }
        }
        return free == 0 ? 0 : sum / (2 * free);
    }

    void curvature() {
        for (int j = 0; j < x.length; j++) {
            theta[j] = fixed(j) ? 0 : 1 / (z[j] / x[j] + v[j] / (most[j] - x[j]));
        }
    }

    /** @param corrected whether the products of the directions at hand are taken into account */
    void forces(double target, boolean corrected) {
        for (int j = 0; j < x.length; j++) {
            if (!fixed(j)) {
                double lower = target - x[j] * z[j] - (corrected ? dx[j] * dz[j] : 0);
                double upper = target - (most[j] - x[j]) * v[j] + (corrected ? dx[j] * dv[j] : 0);
                force[j] = dualResidual[j] - lower / x[j] + upper / (most[j] - x[j]);
                // kept until dx is known
                dz[j] = lower;
                dv[j] = upper;
            }
        }
    }

    /** @param pulled of the row multipliers' direction on each variable */
    void directions(double[] pulled) {
        for (int j = 0; j < x.length; j++) {
            if (!fixed(j)) {
                dx[j] = theta[j] * (pulled[j] - force[j]);
                dz[j] = (dz[j] - z[j] * dx[j]) / x[j];
                dv[j] = (dv[j] + v[j] * dx[j]) / (most[j] - x[j]);
            }
        }
    }

    double longestPrimalStep() {
        double step = 1;
        for (int j = 0; j < x.length; j++) {
            if (!fixed(j)) {
                if (dx[j] < 0) {
                    step = Math.min(step, -x[j] / dx[j]);
                } else if (dx[j] > 0) {
                    step = Math.min(step, (most[j] - x[j]) / dx[j]);
                }
            }
        }
        return step;
    }

    double longestDualStep() {
        double step = 1;
        for (int j = 0; j < x.length; j++) {
            if (!fixed(j)) {
                step = dz[j] < 0 ? Math.min(step, -z[j] / dz[j]) : step;
                step = dv[j] < 0 ? Math.min(step, -v[j] / dv[j]) : step;
            }
        }
        return step;
    }

    void move(double primalStep, double dualStep) {
        for (int j = 0; j < x.length; j++) {
            if (!fixed(j)) {
                double edge = EDGE * most[j];
                x[j] = Math.min(Math.max(x[j] + primalStep * dx[j], edge), most[j] - edge);
                z[j] += dualStep * dz[j];
                v[j] += dualStep * dv[j];
            }
        }
    }

    double objective() {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            sum += cost[j] * x[j];
        }
        return sum;
    }
}

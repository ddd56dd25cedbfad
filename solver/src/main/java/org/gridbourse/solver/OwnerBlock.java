package org.gridbourse.solver;

/**
 * One owner's rows of the normal equations: its own balance and its state of charge per period, and its throughput. They
 * touch the other owners only through the market's rows, so that they are eliminated first: the balance rows are
 * diagonal, those of the state of charge tridiagonal, the throughput is one border. What is left of an owner is a matrix
 * of periods x periods, found in that many steps.
 *
 * <p>Differences of nearly equal numbers are written out, so that they stay exact however far the barrier is down.
 */
final class OwnerBlock {
    /** A curvature below this belongs to a row in which nothing can move. */
    private static final double NOTHING = 1e-30;

    private final int periods;
    private final double stored;
    private final double drawn;
    private final double[] own;
    private final double[] ownLevel;
    private final double[] ownThroughput;
    private final double[] exchange;
    private final double[] diagonal;
    private final double[] off;
    private final double[] pivot;
    private final double[] border;
    private final double[] solvedBorder;
    private final double[] levelMarket;
    private final double[] throughputMarket;
    private double corner;

    OwnerBlock(int periods, double stored, double drawn) {
        this.periods = periods;
        this.stored = stored;
        this.drawn = drawn;
        own = new double[periods];
        ownLevel = new double[periods];
        ownThroughput = new double[periods];
        exchange = new double[periods];
        diagonal = new double[periods];
        off = new double[periods];
        pivot = new double[periods];
        border = new double[periods];
        solvedBorder = new double[periods];
        levelMarket = new double[periods];
        throughputMarket = new double[periods];
    }

    /** Factors the block for the curvatures of its variables and adds what it leaves to the market's matrix. */
    void factor(double[] theta, OwnerLayout at, double[][] market) {
        corner = theta[at.slack()];
        for (int t = 0; t < periods; t++) {
            factorPeriod(theta, at, t, market);
        }
        pivot[0] = regular(diagonal[0]);
        for (int t = 1; t < periods; t++) {
            pivot[t] = regular(diagonal[t] - off[t - 1] * off[t - 1] / pivot[t - 1]);
        }
        System.arraycopy(border, 0, solvedBorder, 0, periods);
        solveTridiagonal(solvedBorder);
        for (int t = 0; t < periods; t++) {
            corner -= border[t] * solvedBorder[t];
        }
        corner = regular(corner);
        addToMarket(market);
    }

    private void factorPeriod(double[] theta, OwnerLayout at, int t, double[][] market) {
        double charge = theta[at.charge(t)];
        double discharge = theta[at.discharge(t)];
        double net = theta[at.net(t)];
        exchange[t] = theta[at.buy(t)] + theta[at.sell(t)];
        double rest = exchange[t] + net;
        own[t] = charge + discharge + rest;
        double inverse = own[t] > NOTHING ? 1 / own[t] : 0;
        ownLevel[t] = stored * charge + drawn * discharge;
        ownThroughput[t] = charge - discharge;
        double both = charge * discharge;
        double levelBefore = t == 0 ? 0 : theta[at.level(t - 1)];
        double losses = drawn - stored;
        diagonal[t] = theta[at.level(t)]
                + levelBefore
                + ((stored * stored * charge + drawn * drawn * discharge) * rest + both * losses * losses) * inverse;
        off[t] = -theta[at.level(t)];
        border[t] = ((stored * charge - drawn * discharge) * rest - 2 * losses * both) * inverse;
        corner += ((charge + discharge) * rest + 4 * both) * inverse;
        levelMarket[t] = ownLevel[t] * exchange[t] * inverse;
        throughputMarket[t] = ownThroughput[t] * exchange[t] * inverse;
        market[t][t] += exchange[t] * (charge + discharge + net) * inverse;
    }

    /** Column by column of the tridiagonal inverse: from its diagonal each entry follows from the one above. */
    private void addToMarket(double[][] market) {
        double[] back = new double[periods];
        back[periods - 1] = regular(diagonal[periods - 1]);
        for (int t = periods - 2; t >= 0; t--) {
            back[t] = regular(diagonal[t] - off[t] * off[t] / back[t + 1]);
        }
        double[] tie = new double[periods];
        for (int t = 0; t < periods; t++) {
            tie[t] = levelMarket[t] * solvedBorder[t] - throughputMarket[t];
        }
        for (int j = 0; j < periods; j++) {
            double inverse = 1 / regular(pivot[j] + back[j] - diagonal[j]);
            double scaled = tie[j] / corner;
            double[] row = market[j];
            for (int k = j; k < periods; k++) {
                row[k] -= levelMarket[j] * inverse * levelMarket[k] + scaled * tie[k];
                if (k + 1 < periods) {
                    inverse *= -off[k] / back[k + 1];
                }
            }
        }
    }

    private static double regular(double pivot) {
        return Math.max(pivot, 1e-13);
    }

    private void solveTridiagonal(double[] rhs) {
        for (int t = 1; t < periods; t++) {
            rhs[t] -= off[t - 1] / pivot[t - 1] * rhs[t - 1];
        }
        rhs[periods - 1] /= pivot[periods - 1];
        for (int t = periods - 2; t >= 0; t--) {
            rhs[t] = (rhs[t] - off[t] * rhs[t + 1]) / pivot[t];
        }
    }

    /** Eliminates the owner's right-hand sides, which stay with it, and takes their share off the market's. */
    void reduce(OwnerRows rhs, double[] market) {
        OwnerRows solved = rhs.copy();
        solve(solved);
        for (int t = 0; t < periods; t++) {
            double ownPart = own[t] > NOTHING ? exchange[t] / own[t] * rhs.balance()[t] : 0;
            market[t] += ownPart - levelMarket[t] * solved.level()[t] - throughputMarket[t] * solved.throughput()[0];
        }
    }

    /** With the market's multipliers known, turns the owner's right-hand sides into its own multipliers. */
    void expand(OwnerRows rhs, double[] market) {
        for (int t = 0; t < periods; t++) {
            rhs.balance()[t] += exchange[t] * market[t];
        }
        solve(rhs);
        for (int t = 0; t < periods; t++) {
            double left = rhs.balance()[t] - ownLevel[t] * rhs.level()[t] - ownThroughput[t] * rhs.throughput()[0];
            rhs.balance()[t] = own[t] > NOTHING ? left / own[t] : market[t];
        }
    }

    /** Levels and throughput; the balance rows only give their share. */
    private void solve(OwnerRows rows) {
        for (int t = 0; t < periods; t++) {
            double part = own[t] > NOTHING ? rows.balance()[t] / own[t] : 0;
            rows.level()[t] -= ownLevel[t] * part;
            rows.throughput()[0] -= ownThroughput[t] * part;
        }
        solveTridiagonal(rows.level());
        double left = rows.throughput()[0];
        for (int t = 0; t < periods; t++) {
            left -= border[t] * rows.level()[t];
        }
        left /= corner;
        rows.throughput()[0] = left;
        for (int t = 0; t < periods; t++) {
            rows.level()[t] -= solvedBorder[t] * left;
        }
    }
}

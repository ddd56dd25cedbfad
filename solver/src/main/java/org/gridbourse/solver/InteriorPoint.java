package org.gridbourse.solver;

import java.util.ArrayList;
import java.util.List;

/**
 * Solves a {@link Community} by a primal-dual interior point method with Mehrotra's predictor and corrector (S. Mehrotra,
 * "On the implementation of a primal-dual interior point method", 1992), with bounds on every variable.
 *
 * <p>Its normal equations are solved owner by owner ({@link OwnerBlock}); what is left is one dense matrix of periods x
 * periods. An iteration costs O(owners x periods^2), so that thousands of owners are no matter.
 */
public final class InteriorPoint {
    private static final int MOST_ITERATIONS = 120;
    private static final double TOLERANCE = 1e-10;
    private static final double GOOD_ENOUGH = 1e-6;
    private static final double TO_THE_BOUNDARY = 0.995;

    private final Community community;
    private final int periods;
    private final List<OwnerLayout> layouts = new ArrayList<>();
    private final List<OwnerBlock> blocks = new ArrayList<>();
    private final List<OwnerRows> multipliers = new ArrayList<>();
    private final List<OwnerRows> residuals = new ArrayList<>();
    private final List<OwnerRows> directions = new ArrayList<>();
    private final Variables variables;
    private final int firstStep;
    private final int firstGrid;
    private final double[] market;
    private final double[] marketResidual;
    private final double[] marketDirection;
    private final double[] pulled;
    private final double[][] matrix;
    private double primalInfeasibility;
    private double dualInfeasibility;

    private InteriorPoint(Community community) {
        this.community = community;
        periods = community.periods();
        int next = 0;
        for (Community.Owner owner : community.owners()) {
            layouts.add(new OwnerLayout(next, periods));
            next += OwnerLayout.size(periods);
            blocks.add(new OwnerBlock(
                    periods, owner.storage().stored(), owner.storage().drawn()));
            multipliers.add(OwnerRows.zero(periods));
            residuals.add(OwnerRows.zero(periods));
            directions.add(OwnerRows.zero(periods));
        }
        firstStep = next;
        firstGrid = firstStep + community.steps().size();
        variables = new Variables(firstGrid + 2 * periods);
        market = new double[periods];
        marketResidual = new double[periods];
        marketDirection = new double[periods];
        pulled = new double[firstGrid + 2 * periods];
        matrix = new double[periods][periods];
    }

    /** The cheapest way to run the community; it is always feasible if every storage can reach its end. */
    public static Solution solve(Community community) {
        InteriorPoint method = new InteriorPoint(community);
        method.describe();
        boolean converged = method.iterate();
        return method.solution(converged);
    }

    private void describe() {
        double[] largest = new double[periods];
        for (int i = 0; i < layouts.size(); i++) {
            describe(community.owners().get(i), layouts.get(i), largest);
        }
        for (int k = 0; k < community.steps().size(); k++) {
            Community.Step step = community.steps().get(k);
            variables.most[firstStep + k] = step.quantity();
            variables.cost[firstStep + k] = step.buys() ? -step.limit() : step.limit();
            largest[step.period()] += step.quantity();
        }
        double dearest = 0.01;
        for (int t = 0; t < periods; t++) {
            Community.Band band = community.bands().get(t);
            double room = 2 * (largest[t] + Math.abs(band.demand())) + 1e-3;
            variables.most[gridIn(t)] = room;
            variables.most[gridOut(t)] = room;
            variables.cost[gridIn(t)] = band.high();
            variables.cost[gridOut(t)] = -band.low();
            market[t] = -(band.low() + band.high()) / 2;
            dearest = Math.max(dearest, Math.abs(band.high()) + band.fee());
        }
        for (int i = 0; i < layouts.size(); i++) {
            for (int t = 0; t < periods; t++) {
                multipliers.get(i).balance()[t] = market[t];
                multipliers.get(i).level()[t] = -market[t];
            }
        }
        variables.start(dearest / 2);
    }

    private int gridIn(int t) {
        return firstGrid + t;
    }

    private int gridOut(int t) {
        return firstGrid + periods + t;
    }

    private void describe(Community.Owner owner, OwnerLayout at, double[] largest) {
        Community.Storage storage = owner.storage();
        for (int t = 0; t < periods; t++) {
            double net = owner.net()[t];
            double charge = storage.chargeMax()[t];
            double discharge = storage.dischargeMax()[t];
            variables.most[at.charge(t)] = charge;
            variables.most[at.discharge(t)] = discharge;
            variables.cost[at.charge(t)] = storage.wear();
            variables.cost[at.discharge(t)] = storage.wear();
            variables.most[at.buy(t)] = 1.5 * (Math.max(0, net) + charge);
            variables.most[at.sell(t)] = 1.5 * (Math.max(0, -net) + discharge);
            variables.cost[at.buy(t)] = community.bands().get(t).fee();
            if (chooses(owner, t)) {
                variables.most[at.net(t)] = Math.abs(net);
                variables.cost[at.net(t)] = net > 0 ? -owner.instead()[t] : owner.instead()[t];
            }
            double least = t == periods - 1 ? storage.levels().endMin() : 0;
            variables.most[at.level(t)] = Math.max(0, storage.levels().capacity() - least);
            largest[t] += Math.abs(net) + charge + discharge;
        }
        variables.most[at.slack()] = storage.throughputMax();
    }

    private static boolean chooses(Community.Owner owner, int t) {
        return owner.net()[t] != 0 && !Double.isNaN(owner.instead()[t]);
    }

    private boolean iterate() {
        double scale = 1;
        for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
            findResiduals();
            scale = 1 + Math.abs(variables.objective());
            double mean = variables.mean();
            double gap = mean * variables.x.length / scale;
            if (gap < TOLERANCE && primalInfeasibility < TOLERANCE * 10 && dualInfeasibility < TOLERANCE * 10) {
                return true;
            }
            variables.curvature();
            factor();
            variables.forces(0, false);
            direct();
            double primal = variables.longestPrimalStep();
            double dual = variables.longestDualStep();
            double ratio = variables.meanAfter(primal, dual) / mean;
            variables.forces(mean * ratio * ratio * ratio, true);
            direct();
            primal = Math.min(1, TO_THE_BOUNDARY * variables.longestPrimalStep());
            dual = Math.min(1, TO_THE_BOUNDARY * variables.longestDualStep());
            if (!(primal > 1e-10 && dual > 1e-10 && isFinite(marketDirection))) {
                break;
            }
            move(primal, dual);
        }
        findResiduals();
        double gap = variables.mean() * variables.x.length / scale;
        return gap < GOOD_ENOUGH && primalInfeasibility < GOOD_ENOUGH && dualInfeasibility < GOOD_ENOUGH;
    }

    private static boolean isFinite(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return Double.isFinite(sum);
    }

    private void findResiduals() {
        primalInfeasibility = 0;
        dualInfeasibility = 0;
        double[] x = variables.x;
        for (int t = 0; t < periods; t++) {
            marketResidual[t] = -community.bands().get(t).demand() + x[gridIn(t)] - x[gridOut(t)];
        }
        for (int k = 0; k < community.steps().size(); k++) {
            Community.Step step = community.steps().get(k);
            marketResidual[step.period()] -= step.buys() ? x[firstStep + k] : -x[firstStep + k];
        }
        for (int i = 0; i < layouts.size(); i++) {
            findResiduals(community.owners().get(i), layouts.get(i), residuals.get(i));
        }
        for (double residual : marketResidual) {
            primalInfeasibility = Math.max(primalInfeasibility, Math.abs(residual));
        }
        pull(multipliers, market);
        for (int j = 0; j < x.length; j++) {
            if (!variables.fixed(j)) {
                double residual = variables.cost[j] - pulled[j] - variables.z[j] + variables.v[j];
                variables.dualResidual[j] = residual;
                dualInfeasibility = Math.max(dualInfeasibility, Math.abs(residual));
            }
        }
    }

    private void findResiduals(Community.Owner owner, OwnerLayout at, OwnerRows residual) {
        Community.Storage storage = owner.storage();
        double[] x = variables.x;
        double before = storage.levels().start();
        double left = storage.throughputMax() - x[at.slack()];
        for (int t = 0; t < periods; t++) {
            double charge = x[at.charge(t)];
            double discharge = x[at.discharge(t)];
            double net = owner.net()[t];
            double traded = chooses(owner, t) ? Math.signum(net) * x[at.net(t)] : net;
            residual.balance()[t] = -traded - charge + discharge + x[at.buy(t)] - x[at.sell(t)];
            double level = x[at.level(t)] + (t == periods - 1 ? storage.levels().endMin() : 0);
            residual.level()[t] =
                    level - before - owner.inflow()[t] - storage.stored() * charge + storage.drawn() * discharge;
            before = level;
            left -= charge + discharge;
            marketResidual[t] -= x[at.buy(t)] - x[at.sell(t)];
            primalInfeasibility = Math.max(
                    primalInfeasibility, Math.max(Math.abs(residual.balance()[t]), Math.abs(residual.level()[t])));
        }
        residual.throughput()[0] = left;
        primalInfeasibility = Math.max(primalInfeasibility, Math.abs(left));
    }

    /** What multipliers of the rows pull on each variable. */
    private void pull(List<OwnerRows> rows, double[] marketRows) {
        for (int i = 0; i < layouts.size(); i++) {
            Community.Owner owner = community.owners().get(i);
            OwnerLayout at = layouts.get(i);
            OwnerRows row = rows.get(i);
            double throughput = row.throughput()[0];
            for (int t = 0; t < periods; t++) {
                double balance = row.balance()[t];
                double level = row.level()[t];
                pulled[at.charge(t)] = balance + owner.storage().stored() * level + throughput;
                pulled[at.discharge(t)] = -balance - owner.storage().drawn() * level + throughput;
                pulled[at.buy(t)] = marketRows[t] - balance;
                pulled[at.sell(t)] = balance - marketRows[t];
                pulled[at.net(t)] = owner.net()[t] > 0 ? balance : -balance;
                pulled[at.level(t)] = -level + (t + 1 < periods ? row.level()[t + 1] : 0);
            }
            pulled[at.slack()] = throughput;
        }
        for (int k = 0; k < community.steps().size(); k++) {
            Community.Step step = community.steps().get(k);
            pulled[firstStep + k] = step.buys() ? marketRows[step.period()] : -marketRows[step.period()];
        }
        for (int t = 0; t < periods; t++) {
            pulled[gridIn(t)] = -marketRows[t];
            pulled[gridOut(t)] = marketRows[t];
        }
    }

    private void factor() {
        double[] theta = variables.theta;
        for (int t = 0; t < periods; t++) {
            java.util.Arrays.fill(matrix[t], 0);
            matrix[t][t] = theta[gridIn(t)] + theta[gridOut(t)];
        }
        for (int k = 0; k < community.steps().size(); k++) {
            int t = community.steps().get(k).period();
            matrix[t][t] += theta[firstStep + k];
        }
        for (int i = 0; i < layouts.size(); i++) {
            blocks.get(i).factor(theta, layouts.get(i), matrix);
        }
        // Cholesky, upper triangle in place
        for (int j = 0; j < periods; j++) {
            double[] row = matrix[j];
            row[j] = Math.sqrt(Math.max(row[j], 1e-13));
            for (int k = j + 1; k < periods; k++) {
                row[k] /= row[j];
            }
            for (int k = j + 1; k < periods; k++) {
                double factor = row[k];
                if (factor != 0) {
                    for (int l = k; l < periods; l++) {
                        matrix[k][l] -= factor * row[l];
                    }
                }
            }
        }
    }

    /** Solves for the directions of all rows and variables, for the forces at hand. */
    private void direct() {
        double[] theta = variables.theta;
        double[] force = variables.force;
        for (int t = 0; t < periods; t++) {
            marketDirection[t] =
                    marketResidual[t] - theta[gridIn(t)] * force[gridIn(t)] + theta[gridOut(t)] * force[gridOut(t)];
        }
        for (int k = 0; k < community.steps().size(); k++) {
            Community.Step step = community.steps().get(k);
            double pushed = theta[firstStep + k] * force[firstStep + k];
            marketDirection[step.period()] += step.buys() ? pushed : -pushed;
        }
        for (int i = 0; i < layouts.size(); i++) {
            push(i);
            blocks.get(i).reduce(directions.get(i), marketDirection);
        }
        solveMarket(marketDirection);
        for (int i = 0; i < layouts.size(); i++) {
            blocks.get(i).expand(directions.get(i), marketDirection);
        }
        pull(directions, marketDirection);
        variables.directions(pulled);
    }

    /** The right-hand sides of one owner's rows, and its part of the market's. */
    private void push(int i) {
        Community.Owner owner = community.owners().get(i);
        OwnerLayout at = layouts.get(i);
        OwnerRows rhs = directions.get(i);
        OwnerRows residual = residuals.get(i);
        double throughput = residual.throughput()[0] + pushed(at.slack());
        for (int t = 0; t < periods; t++) {
            double charge = pushed(at.charge(t));
            double discharge = pushed(at.discharge(t));
            double exchange = pushed(at.buy(t)) - pushed(at.sell(t));
            double net = owner.net()[t] > 0 ? pushed(at.net(t)) : -pushed(at.net(t));
            rhs.balance()[t] = residual.balance()[t] + charge - discharge - exchange + net;
            double before = t == 0 ? 0 : pushed(at.level(t - 1));
            rhs.level()[t] = residual.level()[t]
                    + owner.storage().stored() * charge
                    - owner.storage().drawn() * discharge
                    - pushed(at.level(t))
                    + before;
            throughput += charge + discharge;
            marketDirection[t] += exchange;
        }
        rhs.throughput()[0] = throughput;
    }

    private double pushed(int j) {
        return variables.theta[j] * variables.force[j];
    }

    private void solveMarket(double[] rhs) {
        for (int j = 0; j < periods; j++) {
            rhs[j] /= matrix[j][j];
            for (int k = j + 1; k < periods; k++) {
                rhs[k] -= matrix[j][k] * rhs[j];
            }
        }
        for (int j = periods - 1; j >= 0; j--) {
            for (int k = j + 1; k < periods; k++) {
                rhs[j] -= matrix[j][k] * rhs[k];
            }
            rhs[j] /= matrix[j][j];
        }
    }

    private void move(double primal, double dual) {
        variables.move(primal, dual);
        for (int i = 0; i < layouts.size(); i++) {
            multipliers.get(i).add(dual, directions.get(i));
        }
        for (int t = 0; t < periods; t++) {
            market[t] += dual * marketDirection[t];
        }
    }

    private Solution solution(boolean converged) {
        int owners = layouts.size();
        double[] price = new double[periods];
        for (int t = 0; t < periods; t++) {
            price[t] = -market[t];
        }
        double[][] charge = new double[owners][periods];
        double[][] discharge = new double[owners][periods];
        double[][] value = new double[owners][];
        double[][] netUsed = new double[owners][periods];
        double[][] bought = new double[owners][periods];
        double[] throughputValue = new double[owners];
        for (int i = 0; i < owners; i++) {
            OwnerLayout at = layouts.get(i);
            for (int t = 0; t < periods; t++) {
                charge[i][t] = variables.x[at.charge(t)];
                discharge[i][t] = variables.x[at.discharge(t)];
                netUsed[i][t] = variables.x[at.net(t)];
                bought[i][t] = variables.x[at.buy(t)] - variables.x[at.sell(t)];
            }
            value[i] = multipliers.get(i).level();
            throughputValue[i] = -multipliers.get(i).throughput()[0];
        }
        return new Solution(
                variables.objective() + constant(),
                price,
                charge,
                discharge,
                value,
                throughputValue,
                netUsed,
                bought,
                converged);
    }

    /** What net positions cost at their limits before anything of them is traded. */
    private double constant() {
        double sum = 0;
        for (Community.Owner owner : community.owners()) {
            for (int t = 0; t < periods; t++) {
                sum += chooses(owner, t) ? owner.net()[t] * owner.instead()[t] : 0;
            }
        }
        return sum;
    }
}

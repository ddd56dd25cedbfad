package org.gridbourse.optimizer.bench;

import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import org.gridbourse.optimizer.Day;
import org.gridbourse.optimizer.DayStep;
import org.gridbourse.optimizer.Site;
import org.gridbourse.optimizer.Storage;

/** The same day for HiGHS by OR-Tools: a linear program, or a mixed-integer one where running itself costs. */
final class Highs {
    private final Site site;
    private final Day day;
    private final Storage storage;
    private final MPSolver solver;
    private MPObjective objective;

    Highs(Site site, Day day) {
        this.site = site;
        this.day = day;
        storage = site.storage().orElseThrow();
        solver = MPSolver.createSolver(integer() ? "HIGHS" : "HIGHS_LP");
        if (solver == null) {
            throw new IllegalStateException("this OR-Tools has no HiGHS");
        }
        // no banner; OR-Tools passes the option on to HiGHS, though it answers that it knows none
        solver.setSolverSpecificParametersAsString("output_flag=false");
    }

    private boolean integer() {
        return storage.running().startCharge() > 0 || storage.running().minPowerKw() > 0;
    }

    /** Builds and solves; the least cost without that of the plants. Not a number if the time was too short for any. */
    double optimum(long mostMillis) {
        solver.setTimeLimit(mostMillis);
        objective = solver.objective();
        MPConstraint cycles =
                solver.makeConstraint(0, 2 * storage.running().maxFullCycles().orElse(1e6) * storage.capacityKwh());
        MPVariable before = null;
        for (int t = 0; t < day.size(); t++) {
            before = step(t, before, cycles);
        }
        try {
            solver.solve();
        } catch (IllegalArgumentException statusThatOrToolsDoesNotKnow) {
            return Double.NaN;
        }
        return objective.value();
    }

    private MPVariable step(int t, MPVariable before, MPConstraint cycles) {
        DayStep step = day.steps().get(t);
        double hours = day.stepHours();
        MPVariable bought = variable(site.tieLineKw(), hours * step.buyPrice());
        MPVariable sold = variable(site.tieLineKw(), -hours * step.sellPrice());
        MPVariable charged = variable(storage.power().chargeMaxKw(), hours * storage.wearCostPerKwh());
        MPVariable given = variable(storage.power().dischargeMaxKw(), hours * storage.wearCostPerKwh());
        double generation =
                (site.pv().isPresent() ? step.pvKw() : 0) + (site.wind().isPresent() ? step.windKw() : 0);
        double net = step.loadKw() - generation;
        MPConstraint balance = solver.makeConstraint(net, net);
        balance.setCoefficient(bought, 1);
        balance.setCoefficient(sold, -1);
        balance.setCoefficient(charged, -1);
        balance.setCoefficient(given, 1);
        balance.setCoefficient(variable(generation, 0), -1);
        double in = hours * storage.power().chargeEfficiency();
        double out = hours / storage.power().dischargeEfficiency();
        cycles.setCoefficient(charged, in);
        cycles.setCoefficient(given, out);
        double capacity = storage.capacityKwh();
        boolean last = t == day.size() - 1;
        MPVariable state = solver.makeNumVar(
                (last ? storage.window().socTerminal() : storage.window().socMin()) * capacity,
                (last ? storage.window().socTerminal() : storage.window().socMax()) * capacity,
                "");
        double from = before == null ? storage.window().socInitial() * capacity : 0;
        MPConstraint store = solver.makeConstraint(from, from);
        store.setCoefficient(state, 1);
        store.setCoefficient(charged, -in);
        store.setCoefficient(given, out);
        if (before != null) {
            store.setCoefficient(before, -1);
        }
        if (integer()) {
            MPConstraint one = solver.makeConstraint(0, 1);
            one.setCoefficient(running(charged, storage.power().chargeMaxKw()), 1);
            one.setCoefficient(running(given, storage.power().dischargeMaxKw()), 1);
        }
        return state;
    }

    private MPVariable running(MPVariable power, double most) {
        MPVariable on = solver.makeBoolVar("");
        objective.setCoefficient(on, storage.running().startCharge());
        MPConstraint upper = solver.makeConstraint(Double.NEGATIVE_INFINITY, 0);
        upper.setCoefficient(power, 1);
        upper.setCoefficient(on, -most);
        MPConstraint lower = solver.makeConstraint(0, Double.POSITIVE_INFINITY);
        lower.setCoefficient(power, 1);
        lower.setCoefficient(on, -storage.running().minPowerKw());
        return on;
    }

    private MPVariable variable(double most, double price) {
        MPVariable variable = solver.makeNumVar(0, most, "");
        objective.setCoefficient(variable, price);
        return variable;
    }
}

package org.gridbourse.optimizer.bench;

import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import java.util.ArrayList;
import java.util.List;
import org.gridbourse.optimizer.Day;
import org.gridbourse.optimizer.DaySpan;
import org.gridbourse.optimizer.DayStep;
import org.gridbourse.optimizer.DeferrableBlock;
import org.gridbourse.optimizer.FlexibleLoad;
import org.gridbourse.optimizer.Site;
import org.gridbourse.optimizer.Storage;
import org.gridbourse.optimizer.Vehicle;

/** A site with several storages, cars with a least power and blocks without a break, for HiGHS by OR-Tools. */
final class FleetHighs {
    private final Site site;
    private final Day day;
    private final MPSolver solver;
    private final MPObjective objective;
    private final List<MPConstraint> balance = new ArrayList<>();

    FleetHighs(Site site, Day day) {
        this.site = site;
        this.day = day;
        solver = MPSolver.createSolver(site.flexibleLoads().isEmpty() ? "HIGHS_LP" : "HIGHS");
        solver.setSolverSpecificParametersAsString("output_flag=false");
        objective = solver.objective();
    }

    /** Builds and solves; the least cost without that of the plants. */
    double optimum(long mostMillis) {
        solver.setTimeLimit(mostMillis);
        for (DayStep step : day.steps()) {
            double net = step.loadKw() - step.pvKw();
            MPConstraint row = solver.makeConstraint(net, net);
            balance.add(row);
            row.setCoefficient(variable(site.tieLine().importKw(), day.stepHours() * step.buyPrice()), 1);
            row.setCoefficient(variable(site.tieLine().exportKw(), -day.stepHours() * step.sellPrice()), -1);
            row.setCoefficient(variable(step.pvKw(), 0), -1);
        }
        site.storages().forEach(this::storage);
        for (FlexibleLoad load : site.flexibleLoads()) {
            if (load instanceof Vehicle vehicle) {
                vehicle(vehicle);
            } else if (load instanceof DeferrableBlock block) {
                block(block);
            }
        }
        solver.solve();
        return objective.value();
    }

    private void storage(Storage storage) {
        double hours = day.stepHours();
        MPVariable before = null;
        for (int t = 0; t < day.size(); t++) {
            MPVariable charged = variable(storage.power().chargeMaxKw(), hours * storage.wearCostPerKwh());
            MPVariable given = variable(storage.power().dischargeMaxKw(), hours * storage.wearCostPerKwh());
            balance.get(t).setCoefficient(charged, -1);
            balance.get(t).setCoefficient(given, 1);
            boolean last = t == day.size() - 1;
            double capacity = storage.capacityKwh();
            MPVariable state = solver.makeNumVar(
                    (last ? storage.window().socTerminal() : storage.window().socMin()) * capacity,
                    (last ? storage.window().socTerminal() : storage.window().socMax()) * capacity,
                    "");
            double from = before == null ? storage.window().socInitial() * capacity : 0;
            MPConstraint store = solver.makeConstraint(from, from);
            store.setCoefficient(state, 1);
            store.setCoefficient(charged, -hours * storage.power().chargeEfficiency());
            store.setCoefficient(given, hours / storage.power().dischargeEfficiency());
            if (before != null) {
                store.setCoefficient(before, -1);
            }
            before = state;
        }
    }

    private void vehicle(Vehicle vehicle) {
        for (Vehicle.Trip trip : vehicle.trips()) {
            DaySpan stay = DaySpan.between(day, trip.arrive(), trip.depart()).get(0);
            double energy = trip.energyKwh() / day.stepHours();
            MPConstraint all = solver.makeConstraint(energy, energy);
            for (int t = stay.first(); t < stay.end(); t++) {
                MPVariable power = variable(vehicle.charging().maxKw(), 0);
                MPVariable on = solver.makeBoolVar("");
                balance.get(t).setCoefficient(power, -1);
                all.setCoefficient(power, 1);
                limit(power, on, -vehicle.charging().maxKw(), Double.NEGATIVE_INFINITY, 0);
                limit(power, on, -vehicle.charging().minKw(), 0, Double.POSITIVE_INFINITY);
            }
        }
    }

    private void limit(MPVariable power, MPVariable on, double factor, double least, double most) {
        MPConstraint row = solver.makeConstraint(least, most);
        row.setCoefficient(power, 1);
        row.setCoefficient(on, factor);
    }

    private void block(DeferrableBlock block) {
        DeferrableBlock.Energy work = (DeferrableBlock.Energy) block.work();
        double full = work.maxKw() * day.stepHours();
        int parts = (int) Math.ceil(work.energyKwh() / full - 1e-9);
        DaySpan window = DaySpan.between(day, block.earliest(), block.latest()).get(0);
        MPConstraint one = solver.makeConstraint(1, 1);
        for (int start = window.first(); start + parts <= window.end(); start++) {
            MPVariable starts = solver.makeBoolVar("");
            one.setCoefficient(starts, 1);
            for (int part = 0; part < parts; part++) {
                double power = Math.min(work.maxKw(), (work.energyKwh() - part * full) / day.stepHours());
                balance.get(start + part).setCoefficient(starts, -power);
            }
        }
    }

    private MPVariable variable(double most, double price) {
        MPVariable variable = solver.makeNumVar(0, most, "");
        objective.setCoefficient(variable, price);
        return variable;
    }
}

package org.gridbourse.optimizer.oracle;

import java.util.OptionalDouble;
import org.gridbourse.optimizer.Day;
import org.gridbourse.optimizer.DayStep;
import org.gridbourse.optimizer.Site;
import org.gridbourse.optimizer.Storage;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * The cheapest day as a mixed-integer program for ojAlgo: a second opinion that shares nothing with the dispatcher nor
 * with {@link ExactDispatch}. Without start charge and least power it is a linear program, right for convex days.
 */
public final class LibraryProgram {
    private final Site site;
    private final Day day;
    private final Storage storage;
    private final ExpressionsBasedModel model = new ExpressionsBasedModel();

    public LibraryProgram(Site site, Day day) {
        this.site = site;
        this.day = day;
        storage = site.storage().orElseThrow();
    }

    /** The least cost without that of the plants; infinite if no plan exists. */
    public double optimum() {
        Storage.Running running = storage.running();
        boolean binaries = running.startCharge() > 0 || running.minPowerKw() > 0;
        Expression cycles = model.newExpression("cycles");
        Variable before = null;
        for (int t = 0; t < day.size(); t++) {
            before = step(t, before, binaries, cycles);
        }
        OptionalDouble most = running.maxFullCycles();
        if (most.isPresent()) {
            cycles.upper(2 * most.getAsDouble() * storage.capacityKwh());
        }
        Optimisation.Result result = model.minimise();
        return result.getState().isFeasible() ? result.getValue() : Double.POSITIVE_INFINITY;
    }

    private Variable step(int t, Variable before, boolean binaries, Expression cycles) {
        DayStep step = day.steps().get(t);
        double hours = day.stepHours();
        double wear = storage.wearCostPerKwh();
        Variable bought = free("b" + t, site.tieLineKw()).weight(hours * step.buyPrice());
        Variable sold = free("s" + t, site.tieLineKw()).weight(-hours * step.sellPrice());
        Variable charged = free("c" + t, storage.power().chargeMaxKw()).weight(hours * wear);
        Variable given = free("d" + t, storage.power().dischargeMaxKw()).weight(hours * wear);
        double generation =
                (site.pv().isPresent() ? step.pvKw() : 0) + (site.wind().isPresent() ? step.windKw() : 0);
        Variable curtailed = free("k" + t, generation);
        model.newExpression("balance" + t)
                .set(bought, 1)
                .set(sold, -1)
                .set(charged, -1)
                .set(given, 1)
                .set(curtailed, -1)
                .level(step.loadKw() - generation);
        double in = hours * storage.power().chargeEfficiency();
        double out = hours / storage.power().dischargeEfficiency();
        cycles.set(charged, in).set(given, out);
        Variable state = state(t);
        Expression store =
                model.newExpression("store" + t).set(state, 1).set(charged, -in).set(given, out);
        if (before == null) {
            store.level(storage.window().socInitial() * storage.capacityKwh());
        } else {
            store.set(before, -1).level(0);
        }
        if (binaries) {
            Variable charging = running("charging" + t, charged, storage.power().chargeMaxKw());
            Variable giving = running("giving" + t, given, storage.power().dischargeMaxKw());
            model.newExpression("one" + t).set(charging, 1).set(giving, 1).upper(1);
        }
        return state;
    }

    private Variable state(int t) {
        double capacity = storage.capacityKwh();
        boolean last = t == day.size() - 1;
        double low = last ? storage.window().socTerminal() : storage.window().socMin();
        double high = last ? storage.window().socTerminal() : storage.window().socMax();
        return model.newVariable("e" + t).lower(low * capacity).upper(high * capacity);
    }

    private Variable running(String name, Variable power, double most) {
        Variable on = model.newVariable(name).binary().weight(storage.running().startCharge());
        model.newExpression(name + "-most").set(power, 1).set(on, -most).upper(0);
        model.newExpression(name + "-least")
                .set(power, 1)
                .set(on, -storage.running().minPowerKw())
                .lower(0);
        return on;
    }

    private Variable free(String name, double most) {
        return model.newVariable(name).lower(0).upper(most);
    }
}

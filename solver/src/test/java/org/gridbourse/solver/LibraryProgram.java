package org.gridbourse.solver;

import java.util.ArrayList;
import java.util.List;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/** The same linear program for ojAlgo, written from the text: what a kWh costs and where it can go. */
final class LibraryProgram {
    private final Community community;
    private final ExpressionsBasedModel model = new ExpressionsBasedModel();
    private final List<List<Variable>> charges = new ArrayList<>();
    private final List<List<Variable>> discharges = new ArrayList<>();

    private LibraryProgram(Community community) {
        this.community = community;
    }

    static double cost(Community community) {
        LibraryProgram program = new LibraryProgram(community);
        double constant = program.build();
        Optimisation.Result result = program.model.minimise();
        if (!result.getState().isOptimal()) {
            throw new IllegalStateException("ojAlgo: " + result.getState());
        }
        return result.getValue() + constant;
    }

    /** The schedules of a cheapest way, per owner and period. */
    record Schedules(double[][] charge, double[][] discharge) {}

    static Schedules schedules(Community community) {
        LibraryProgram program = new LibraryProgram(community);
        program.build();
        program.model.minimise();
        return new Schedules(program.values(program.charges), program.values(program.discharges));
    }

    private double[][] values(List<List<Variable>> variables) {
        return variables.stream()
                .map(owner -> owner.stream()
                        .mapToDouble(each -> each.getValue().doubleValue())
                        .toArray())
                .toArray(double[][]::new);
    }

    private double build() {
        int periods = community.periods();
        Expression[] balances = new Expression[periods];
        for (int t = 0; t < periods; t++) {
            Community.Band band = community.bands().get(t);
            balances[t] = model.addExpression("balance" + t).level(-band.demand());
            balances[t].set(variable("in" + t, 1e4, band.high()), -1);
            balances[t].set(variable("out" + t, 1e4, -band.low()), 1);
        }
        for (int k = 0; k < community.steps().size(); k++) {
            Community.Step step = community.steps().get(k);
            Variable traded = variable("step" + k, step.quantity(), step.buys() ? -step.limit() : step.limit());
            balances[step.period()].set(traded, step.buys() ? 1 : -1);
        }
        double constant = 0;
        for (int i = 0; i < community.owners().size(); i++) {
            constant += owner(i, balances);
        }
        return constant;
    }

    private double owner(int i, Expression[] balances) {
        Community.Owner owner = community.owners().get(i);
        Community.Storage storage = owner.storage();
        double constant = 0;
        charges.add(new ArrayList<>());
        discharges.add(new ArrayList<>());
        Variable before = null;
        Expression throughput = model.addExpression("throughput" + i).upper(storage.throughputMax());
        for (int t = 0; t < community.periods(); t++) {
            String name = i + "_" + t;
            Variable charge = variable("c" + name, storage.chargeMax()[t], storage.wear());
            Variable discharge = variable("d" + name, storage.dischargeMax()[t], storage.wear());
            charges.get(i).add(charge);
            discharges.get(i).add(discharge);
            Variable buy = variable("b" + name, 1e4, community.bands().get(t).fee());
            Variable sell = variable("s" + name, 1e4, 0);
            double net = owner.net()[t];
            Expression own = model.addExpression("own" + name);
            own.set(charge, 1).set(discharge, -1).set(buy, -1).set(sell, 1);
            if (net == 0 || Double.isNaN(owner.instead()[t])) {
                own.level(-net);
            } else {
                own.level(0);
                own.set(variable("n" + name, Math.abs(net), -Math.signum(net) * owner.instead()[t]), Math.signum(net));
                constant += net * owner.instead()[t];
            }
            boolean last = t == community.periods() - 1;
            Variable level = model.addVariable("l" + name)
                    .lower(last ? storage.levels().endMin() : 0)
                    .upper(storage.levels().capacity());
            Expression dynamics = model.addExpression("dynamics" + name);
            dynamics.set(level, 1).set(charge, -storage.stored()).set(discharge, storage.drawn());
            if (before != null) {
                dynamics.set(before, -1);
            }
            dynamics.level(before == null ? storage.levels().start() : 0);
            before = level;
            balances[t].set(buy, 1);
            balances[t].set(sell, -1);
            throughput.set(charge, 1).set(discharge, 1);
        }
        return constant;
    }

    private Variable variable(String name, double most, double cost) {
        return model.addVariable(name).lower(0).upper(most).weight(cost);
    }
}

package org.gridbourse.solver;

import java.util.ArrayList;
import java.util.List;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Variable;

/**
 * Another way to the prices, for ojAlgo: those at which the bounds of all owners together, and what the steps gain, are
 * smallest. It knows nothing of schedules; those come from {@link LibraryProgram}.
 */
final class SecondSolver {
    private static final double PRICE_MOST = 10;

    private final Community community;
    private final ExpressionsBasedModel model = new ExpressionsBasedModel();
    private final List<Variable> prices = new ArrayList<>();
    private final List<List<Variable>> values = new ArrayList<>();
    private final List<Variable> throughputValues = new ArrayList<>();

    private SecondSolver(Community community) {
        this.community = community;
    }

    static Solution solve(Community community) {
        SecondSolver solver = new SecondSolver(community);
        solver.build();
        if (!solver.model.minimise().getState().isOptimal()) {
            throw new IllegalStateException("ojAlgo finds no prices");
        }
        LibraryProgram.Schedules schedules = LibraryProgram.schedules(community);
        int owners = community.owners().size();
        double[][] value = new double[owners][];
        double[] throughput = new double[owners];
        for (int i = 0; i < owners; i++) {
            value[i] = solver.values.get(i).stream()
                    .mapToDouble(each -> each.getValue().doubleValue())
                    .toArray();
            throughput[i] = solver.throughputValues.get(i).getValue().doubleValue();
        }
        double[] price = solver.prices.stream()
                .mapToDouble(each -> each.getValue().doubleValue())
                .toArray();
        return new Solution(
                0,
                price,
                schedules.charge(),
                schedules.discharge(),
                value,
                throughput,
                new double[owners][],
                new double[owners][],
                true);
    }

    private void build() {
        for (int t = 0; t < community.periods(); t++) {
            Community.Band band = community.bands().get(t);
            prices.add(model.addVariable("p" + t)
                    .lower(band.low())
                    .upper(band.high())
                    .weight(-band.demand()));
        }
        for (int k = 0; k < community.steps().size(); k++) {
            Community.Step step = community.steps().get(k);
            Variable gain = positive("gain" + k, step.quantity());
            Expression least = model.addExpression("g" + k);
            least.set(gain, 1).set(prices.get(step.period()), step.buys() ? 1 : -1);
            least.lower(step.buys() ? step.limit() : -step.limit());
        }
        for (int i = 0; i < community.owners().size(); i++) {
            owner(i);
        }
    }

    private void owner(int i) {
        Community.Owner owner = community.owners().get(i);
        Community.Storage storage = owner.storage();
        int last = community.periods() - 1;
        Variable throughput = positive("mu" + i, storage.throughputMax());
        throughputValues.add(throughput);
        List<Variable> value = new ArrayList<>();
        values.add(value);
        for (int t = 0; t <= last; t++) {
            String name = i + "_" + t;
            double weight = (t == 0 ? storage.levels().start() : 0)
                    - (t == last ? storage.levels().endMin() : 0);
            value.add(positive("v" + name, weight));
            Variable own = model.addVariable("o" + name)
                    .lower(-PRICE_MOST)
                    .upper(PRICE_MOST)
                    .weight(-owner.net()[t]);
            model.addExpression("sell" + name)
                    .set(own, 1)
                    .set(prices.get(t), -1)
                    .lower(0);
            model.addExpression("buy" + name)
                    .set(own, 1)
                    .set(prices.get(t), -1)
                    .upper(community.bands().get(t).fee());
            model.addExpression("charge" + name)
                    .set(positive("c" + name, storage.chargeMax()[t]), 1)
                    .set(value.get(t), -storage.stored())
                    .set(own, 1)
                    .set(throughput, 1)
                    .lower(-storage.wear());
            model.addExpression("discharge" + name)
                    .set(positive("d" + name, storage.dischargeMax()[t]), 1)
                    .set(value.get(t), storage.drawn())
                    .set(own, -1)
                    .set(throughput, 1)
                    .lower(-storage.wear());
            if (t > 0) {
                model.addExpression("rise" + name)
                        .set(positive("r" + name, storage.levels().capacity()), 1)
                        .set(value.get(t), -1)
                        .set(value.get(t - 1), 1)
                        .lower(0);
            }
        }
    }

    private Variable positive(String name, double weight) {
        return model.addVariable(name).lower(0).upper(1e3).weight(weight);
    }
}

package org.gridbourse.optimizer;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A plan as a text table for people. */
public final class PlanTable {
    private PlanTable() {}

    public static String of(DispatchPlan plan) {
        StringBuilder table = new StringBuilder();
        line(
                table,
                "%s, method %d, objective %s",
                plan.site(),
                plan.method().number(),
                plan.objective().label());
        line(
                table,
                "%5s %10s %9s %9s %9s %9s %9s %7s %9s",
                "step",
                "load",
                "pv",
                "wind",
                "storage",
                "curtailed",
                "grid",
                "state",
                "value");
        line(table, "%5s %10s %9s %9s %9s %9s %9s %7s %9s", "", "kW", "kW", "kW", "kW", "kW", "kW", "%", "per kWh");
        for (ScheduleStep step : plan.schedule()) {
            line(
                    table,
                    "%5d %10.1f %9.1f %9.1f %9.1f %9.1f %9.1f %7.1f %9.4f",
                    step.step(),
                    step.loadKw(),
                    step.pvKw(),
                    step.windKw(),
                    step.storageKw(),
                    step.curtailedKw(),
                    step.gridKw(),
                    100 * step.stateOfCharge(),
                    step.marginalValuePerKwh());
        }
        totals(table, plan);
        return table.toString();
    }

    private static void totals(StringBuilder table, DispatchPlan plan) {
        line(table, "");
        line(table, "cost                  %12.2f", plan.cost());
        plan.costWithoutStorage().ifPresent(idle -> line(table, "cost, storage idle    %12.2f", idle));
        line(table, "carbon                %12.1f kg", plan.carbonKg());
        plan.renewableShare().ifPresent(share -> line(table, "renewable share       %12.1f %%", 100 * share));
        if (plan.exchangeByPrice().size() <= 6) {
            line(table, "net exchange, kWh     %s", exchanges(plan.exchangeByPrice()));
        }
        SolverReport solver = plan.solver();
        line(
                table,
                "swarm alone reached %.4f in %d evaluations; refinement made it %.4f",
                solver.swarmCost(),
                solver.evaluations(),
                solver.refinedCost());
        if (!plan.front().isEmpty()) {
            line(table, "%n%14s %14s", "carbon kg", "cost");
            plan.front().forEach(point -> line(table, "%14.4f %14.4f", point.carbonKg(), point.cost()));
        }
    }

    private static String exchanges(List<ExchangeAtPrice> exchanges) {
        return exchanges.stream()
                .map(at -> String.format(Locale.ROOT, "%.1f at %s", at.netKwh(), JsonWriter.decimal(at.buyPrice())))
                .collect(Collectors.joining(", "));
    }

    private static void line(StringBuilder table, String format, Object... values) {
        table.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}

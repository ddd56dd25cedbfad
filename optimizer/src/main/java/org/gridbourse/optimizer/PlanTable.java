package org.gridbourse.optimizer;

import java.util.ArrayList;
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
        devices(table, plan);
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
        if (plan.peakImportKw() > 0) {
            line(table, "highest import        %12.1f kW", plan.peakImportKw());
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

    /** What several devices do, one line each. */
    private static void devices(StringBuilder table, DispatchPlan plan) {
        boolean plain = plan.devices().size() == 1 && plan.devices().get(0).kind() == DeviceSchedule.Kind.STORAGE;
        if (plan.devices().isEmpty() || plain) {
            return;
        }
        line(
                table,
                "%n%-20s %-8s %12s %12s %12s  %s",
                "device",
                "kind",
                "taken kWh",
                "given kWh",
                "missing kWh",
                "when");
        for (DeviceSchedule device : plan.devices()) {
            line(
                    table,
                    "%-20s %-8s %12.1f %12.1f %12.1f  %s",
                    device.name(),
                    device.kind().name().toLowerCase(Locale.ROOT),
                    device.energyKwh(true, plan.stepHours()),
                    device.energyKwh(false, plan.stepHours()),
                    device.missingKwh(),
                    runs(device, plan));
        }
    }

    /** The times in which a device runs. */
    private static String runs(DeviceSchedule device, DispatchPlan plan) {
        List<String> runs = new ArrayList<>();
        int first = -1;
        for (int row = 0; row <= device.powerKw().size(); row++) {
            boolean on =
                    row < device.powerKw().size() && Math.abs(device.powerKw().get(row)) > 1e-6;
            if (on && first < 0) {
                first = row;
            } else if (!on && first >= 0) {
                runs.add(clock(plan, first) + "-" + clock(plan, row));
                first = -1;
            }
        }
        String text = String.join(", ", runs.subList(0, Math.min(6, runs.size())));
        return runs.size() > 6 ? text + ", ..." : text;
    }

    private static String clock(DispatchPlan plan, int row) {
        long minutes = Math.round((plan.schedule().get(0).step() + row) * plan.stepMinutes());
        return String.format(Locale.ROOT, "%02d:%02d", minutes / 60, minutes % 60);
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

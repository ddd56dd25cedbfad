package org.gridbourse.optimizer;

import java.util.List;
import java.util.Locale;

/** The schedule of a plan as CSV with one header line; figures as in the JSON; a column for each of several devices. */
public final class PlanCsv {
    private PlanCsv() {}

    public static String of(DispatchPlan plan) {
        StringBuilder csv = new StringBuilder("step,load_kw,pv_kw,wind_kw,storage_kw,curtailed_kw,grid_kw,"
                + "state_of_charge,buy_price,sell_price,marginal_value_per_kwh,marginal_saving_per_kwh,net_wh");
        List<DeviceSchedule> devices = plan.devices().size() > 1 ? plan.devices() : List.of();
        devices.forEach(device -> csv.append(',').append(quoted(device.name() + " kw")));
        csv.append('\n');
        for (int row = 0; row < plan.schedule().size(); row++) {
            ScheduleStep step = plan.schedule().get(row);
            csv.append(String.format(
                    Locale.ROOT,
                    "%d,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%d",
                    step.step(),
                    number(step.loadKw()),
                    number(step.pvKw()),
                    number(step.windKw()),
                    number(step.storageKw()),
                    number(step.curtailedKw()),
                    number(step.gridKw()),
                    number(step.stateOfCharge()),
                    number(step.buyPrice()),
                    number(step.sellPrice()),
                    number(step.marginalValuePerKwh()),
                    number(step.marginalSavingPerKwh()),
                    plan.positions().get(row).netWh()));
            for (DeviceSchedule device : devices) {
                csv.append(',').append(number(device.powerKw().get(row)));
            }
            csv.append('\n');
        }
        return csv.toString();
    }

    private static String quoted(String name) {
        return name.matches("[\\w .:-]+") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** An empty cell where there is no number. */
    private static String number(double value) {
        return Double.isInfinite(value) ? "" : JsonWriter.decimal(value);
    }
}

package org.gridbourse.optimizer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The schedule of a plan as CSV with one header line; figures as in the JSON; a column for each of several devices. */
public final class PlanCsv {
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
    private static final List<String> COLUMNS = List.of(
            "step",
            "load_kw",
            "pv_kw",
            "wind_kw",
            "storage_kw",
            "curtailed_kw",
            "grid_kw",
            "state_of_charge",
            "buy_price",
            "sell_price",
            "marginal_value_per_kwh",
            "marginal_saving_per_kwh",
            "net_wh");

    private PlanCsv() {}

    public static String of(DispatchPlan plan) {
        List<DeviceSchedule> devices = plan.devices().size() > 1 ? plan.devices() : List.of();
        StringBuilder text = new StringBuilder();
        try (CSVPrinter csv = new CSVPrinter(text, FORMAT)) {
            csv.printRecord(Stream.concat(COLUMNS.stream(), devices.stream().map(device -> device.name() + " kw")));
            for (int row = 0; row < plan.schedule().size(); row++) {
                csv.printRecord(cells(plan, devices, row));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static List<Object> cells(DispatchPlan plan, List<DeviceSchedule> devices, int row) {
        ScheduleStep step = plan.schedule().get(row);
        List<Object> cells = new ArrayList<>(List.of(
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
        devices.forEach(device -> cells.add(number(device.powerKw().get(row))));
        return cells;
    }

    /** An empty cell where there is no number. */
    private static String number(double value) {
        return Double.isInfinite(value) ? "" : JsonWriter.decimal(value);
    }
}

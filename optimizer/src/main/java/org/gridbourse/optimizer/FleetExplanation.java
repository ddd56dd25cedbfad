package org.gridbourse.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says in words, device by device, when it takes and gives and what a kWh was worth then. */
final class FleetExplanation {
    private static final double RESTING_KW = 1e-6;

    private final DispatchPlan plan;

    private FleetExplanation(DispatchPlan plan) {
        this.plan = plan;
    }

    static String of(DispatchPlan plan, DispatchRequest request) {
        FleetExplanation explanation = new FleetExplanation(plan);
        StringBuilder text = new StringBuilder();
        for (DeviceSchedule device : plan.devices()) {
            text.append(explanation.device(device));
        }
        if (request.site().tieLine().peakPricePerKw() > 0) {
            text.append(format(
                    "The highest import is %.1f kW; each kW of it costs %s.%n",
                    plan.peakImportKw(),
                    JsonWriter.decimal(request.site().tieLine().peakPricePerKw())));
        }
        return text.toString();
    }

    private String device(DeviceSchedule device) {
        List<String> parts = new ArrayList<>();
        add(parts, device, 1, device.kind() == DeviceSchedule.Kind.BLOCK ? "takes" : "charges");
        add(parts, device, -1, "gives back");
        if (parts.isEmpty()) {
            parts.add("rests all day");
        }
        if (device.missingKwh() > 0) {
            parts.add(format("%.1f kWh are missing, which nothing could serve", device.missingKwh()));
        }
        return device.name() + ": " + String.join("; ", parts) + ".\n";
    }

    private void add(List<String> parts, DeviceSchedule device, int direction, String verb) {
        double energy = 0;
        double paid = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        int first = -1;
        int last = -1;
        for (int row = 0; row < device.powerKw().size(); row++) {
            double power = direction * device.powerKw().get(row);
            double value = plan.schedule().get(row).marginalValuePerKwh();
            if (power <= RESTING_KW) {
                continue;
            }
            first = first < 0 ? row : first;
            last = row;
            energy += power * plan.stepHours();
            if (Double.isFinite(value)) {
                paid += power * plan.stepHours() * value;
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        if (energy > 0) {
            String worth = least > most
                    ? "where the tie line is full"
                    : format("where one kWh is worth %.4f to %.4f, %.4f in the mean", least, most, paid / energy);
            parts.add(format("%s %.1f kWh between %s and %s, %s", verb, energy, clock(first), clock(last + 1), worth));
        }
    }

    private String clock(int row) {
        long minutes = Math.round((plan.schedule().get(0).step() + row) * plan.stepMinutes());
        return format("%02d:%02d", minutes / 60, minutes % 60);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

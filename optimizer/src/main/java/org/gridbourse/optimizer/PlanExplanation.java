package org.gridbourse.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says in words why the storage does what it does, one sentence for each turn of a plan. */
public final class PlanExplanation {
    /** Below this the storage rests. */
    private static final double RESTING_KW = 1e-6;

    private final DispatchPlan plan;
    private final Storage storage;
    private final List<String> sentences = new ArrayList<>();

    private PlanExplanation(DispatchPlan plan, Storage storage) {
        this.plan = plan;
        this.storage = storage;
    }

    /** Text for people, one line per turn; says so if there is no storage to explain. */
    public static String of(DispatchPlan plan, DispatchRequest request) {
        if (request.method() != Method.OPTIMISED_STORAGE
                || request.site().storage().isEmpty()) {
            return "There is no storage in this plan: load and plants meet the grid as they are.\n";
        }
        PlanExplanation explanation =
                new PlanExplanation(plan, request.site().storage().orElseThrow());
        explanation.explainTurns();
        return explanation.sentences.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private void explainTurns() {
        List<ScheduleStep> steps = plan.schedule();
        int first = 0;
        while (first < steps.size()) {
            int end = first + 1;
            while (end < steps.size() && direction(steps.get(end)) == direction(steps.get(first))) {
                end++;
            }
            explain(steps.subList(first, end), end == steps.size());
            first = end;
        }
    }

    private static int direction(ScheduleStep step) {
        return Math.abs(step.storageKw()) < RESTING_KW ? 0 : step.storageKw() > 0 ? 1 : -1;
    }

    private void explain(List<ScheduleStep> turn, boolean endsDay) {
        ScheduleStep last = turn.get(turn.size() - 1);
        String when = clock(turn.get(0).step()) + "-" + clock(last.step() + 1);
        int direction = direction(last);
        String what =
                switch (direction) {
                    case 1 -> charging(turn);
                    case -1 -> discharging(turn);
                    default -> resting(turn);
                };
        sentences.add(when + "  " + what + end(last, direction, endsDay));
    }

    private String charging(List<ScheduleStep> turn) {
        double efficiency = storage.power().chargeEfficiency() * storage.power().dischargeEfficiency();
        return text(
                "charges %.1f kWh where one kWh is worth %s; a kWh charged gives %.3f kWh back and wears %.4f,"
                        + " so it pays where a later kWh is worth more than %s",
                energy(turn),
                values(turn),
                efficiency,
                storage.wearCostPerKwh() * (1 + efficiency),
                price((mean(turn) + storage.wearCostPerKwh() * (1 + efficiency)) / efficiency));
    }

    private String discharging(List<ScheduleStep> turn) {
        return text(
                "discharges %.1f kWh where one kWh is worth %s, %s",
                energy(turn),
                values(turn),
                turn.stream().anyMatch(step -> step.gridKw() < -RESTING_KW)
                        ? "for the load and for sale"
                        : "instead of buying it");
    }

    private String resting(List<ScheduleStep> turn) {
        return text(
                "rests at %.1f %%: one kWh is worth %s here, and moving one to or from any reachable step"
                        + " gains less than losses and wear take",
                100 * turn.get(0).stateOfCharge(), values(turn));
    }

    private String end(ScheduleStep last, int direction, boolean endsDay) {
        double state = last.stateOfCharge();
        if (direction > 0 && state >= storage.window().socMax() - 1e-9) {
            return text("; then it is full (%.1f %%).", 100 * state);
        }
        if (direction < 0 && state <= storage.window().socMin() + 1e-9) {
            return text("; then it is empty (%.1f %%).", 100 * state);
        }
        if (endsDay && direction != 0) {
            return text("; it must end the day at %.1f %%.", 100 * state);
        }
        return direction == 0 ? "." : text("; state of charge then %.1f %%.", 100 * state);
    }

    private double energy(List<ScheduleStep> turn) {
        return turn.stream().mapToDouble(step -> Math.abs(step.storageKw())).sum() * plan.stepHours();
    }

    private static double mean(List<ScheduleStep> turn) {
        double energy =
                turn.stream().mapToDouble(step -> Math.abs(step.storageKw())).sum();
        return turn.stream()
                .filter(step -> Double.isFinite(step.marginalValuePerKwh()))
                .mapToDouble(step -> Math.abs(step.storageKw()) / energy * step.marginalValuePerKwh())
                .sum();
    }

    private String values(List<ScheduleStep> turn) {
        double[] values = turn.stream()
                .mapToDouble(ScheduleStep::marginalValuePerKwh)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        if (values.length == 0) {
            return "more than any price, the tie line being full,";
        }
        double least = values[0];
        double most = values[values.length - 1];
        return least == most ? price(least) : price(least) + " to " + price(most);
    }

    private String clock(int step) {
        long minutes = Math.round(step * plan.stepMinutes());
        return text("%02d:%02d", minutes / 60, minutes % 60);
    }

    private static String price(double value) {
        return text("%.4f", value);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

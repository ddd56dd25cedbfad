package org.gridbourse.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Says in words why the storage does what it does, one sentence for each turn of a plan. */
public final class PlanExplanation {
    /** Below this the storage rests. */
    private static final double RESTING_KW = 1e-6;

    private final DispatchPlan plan;
    private final Storage storage;
    /** Given back of one kWh charged. */
    private final double efficiency;
    /** What one kWh charged and given back takes of the objective: wear, carbon, or both. */
    private final double taken;

    private final List<String> sentences = new ArrayList<>();

    private PlanExplanation(DispatchPlan plan, Storage storage, double carbonPrice) {
        this.plan = plan;
        this.storage = storage;
        efficiency = storage.power().chargeEfficiency() * storage.power().dischargeEfficiency();
        double wear = storage.wearCostPerKwh() * (1 + efficiency);
        double carbonKg = storage.carbonKgPerDischargedKwh() * efficiency;
        taken = switch (plan.objective()) {
            case COST, PARETO -> wear;
            case CARBON -> carbonKg;
            case WEIGHTED -> wear + carbonPrice * carbonKg;
        };
    }

    /** Text for people, one line per turn; says so if there is no storage to explain. */
    public static String of(DispatchPlan plan, DispatchRequest request) {
        if (request.method() == Method.OPTIMISED_STORAGE && isFleet(request.site())) {
            return FleetExplanation.of(plan, request);
        }
        if (request.method() != Method.OPTIMISED_STORAGE
                || request.site().storage().isEmpty()) {
            return "There is no storage in this plan: load and plants meet the grid as they are.\n";
        }
        PlanExplanation explanation =
                new PlanExplanation(plan, request.site().storage().orElseThrow(), request.carbonPrice());
        explanation.explainTurns();
        return explanation.sentences.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private static boolean isFleet(Site site) {
        return site.storages().size() > 1 || !site.flexibleLoads().isEmpty();
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
        String charged = text("charges %.1f kWh where one kWh is worth %s", energy(turn), values(turn));
        OptionalDouble mean = mean(turn);
        return mean.isEmpty()
                ? charged
                : charged
                        + text(
                                "; a kWh charged gives %.3f kWh back and %s, so it pays where a later kWh is worth"
                                        + " more than %s",
                                efficiency, takes(), price((mean.getAsDouble() + taken) / efficiency));
    }

    private String takes() {
        return switch (plan.objective()) {
            case COST, PARETO -> text("wears %.4f", taken);
            case CARBON -> text("emits %.4f kg", taken);
            case WEIGHTED -> text("takes %.4f of wear and carbon", taken);
        };
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
                        + " gains less than %s take%s",
                100 * turn.get(0).stateOfCharge(), values(turn), obstacles(), limits());
    }

    private String obstacles() {
        String perKwh =
                plan.objective() == Objective.CARBON ? "losses and the storage's own carbon" : "losses and wear";
        return storage.running().startCharge() > 0 && plan.objective() != Objective.CARBON
                ? perKwh.replace(" and ", ", ") + " and start charges"
                : perKwh;
    }

    private String limits() {
        double cycles = energy(plan.schedule(), true) * storage.power().chargeEfficiency()
                + energy(plan.schedule(), false) / storage.power().dischargeEfficiency();
        boolean used = storage.running().maxFullCycles().orElse(Double.POSITIVE_INFINITY) * 2 * storage.capacityKwh()
                <= cycles + 1e-6 * storage.capacityKwh();
        String weak = storage.running().minPowerKw() > 0 ? ", or would need less than the least power" : "";
        return weak + (used ? ", or more cycles than the limit leaves" : "");
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
        return energy(turn, true) + energy(turn, false);
    }

    private double energy(List<ScheduleStep> turn, boolean charged) {
        return turn.stream()
                        .mapToDouble(step -> Math.max(0, charged ? step.storageKw() : -step.storageKw()))
                        .sum()
                * plan.stepHours();
    }

    /** Of the values of a turn, each counted with its energy; empty where the full tie line leaves none. */
    private static OptionalDouble mean(List<ScheduleStep> turn) {
        double sum = 0;
        double energy = 0;
        for (ScheduleStep step : turn) {
            if (Double.isFinite(step.marginalValuePerKwh())) {
                sum += Math.abs(step.storageKw()) * step.marginalValuePerKwh();
                energy += Math.abs(step.storageKw());
            }
        }
        return energy > 0 ? OptionalDouble.of(sum / energy) : OptionalDouble.empty();
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

    /** In units of the objective. */
    private String price(double value) {
        return text(plan.objective() == Objective.CARBON ? "%.4f kg" : "%.4f", value);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

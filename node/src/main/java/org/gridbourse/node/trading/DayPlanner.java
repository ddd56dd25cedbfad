package org.gridbourse.node.trading;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.optimizer.Commitment;
import org.gridbourse.optimizer.Day;
import org.gridbourse.optimizer.DayStep;
import org.gridbourse.optimizer.DeviceSchedule;
import org.gridbourse.optimizer.DispatchPlan;
import org.gridbourse.optimizer.DispatchRequest;
import org.gridbourse.optimizer.Site;
import org.gridbourse.optimizer.SiteState;
import org.gridbourse.optimizer.dispatch.Dispatcher;

/** Plans the day of one site at a session's tariff; the tariff decides over prices that the day has of its own. */
public record DayPlanner(Site site, long seed) {
    private static final double MICRO_PER_UNIT = 1e6;
    private static final Dispatcher DISPATCHER = new Dispatcher();

    /**
     * The cheapest day as far as it can be foreseen.
     *
     * @param stateOfCharge before it, by storage, 0 to 1; a storage that is not named starts as the site says
     */
    public DispatchPlan plan(Day forecast, List<Tariff> tariffs, Map<String, Double> stateOfCharge) {
        return DISPATCHER.plan(request(forecast, tariffs, stateOfCharge));
    }

    /**
     * The cheapest day as it turns out, now that energy is traded: only what deviates from the trades is paid for.
     *
     * @param tradedWh per period, bought positive, sold negative
     * @param stateOfCharge as for {@link #plan}
     */
    public DispatchPlan redispatch(
            Day actual, List<Tariff> tariffs, long[] tradedWh, Map<String, Double> stateOfCharge) {
        return DISPATCHER.plan(
                request(actual, tariffs, stateOfCharge).withCommitment(Commitment.ofWh(tradedWh, actual.stepHours())));
    }

    /** What each storage holds at the end of a plan, by name, 0 to 1. */
    public static Map<String, Double> endOf(DispatchPlan plan) {
        return plan.devices().stream()
                .filter(device -> device.kind() == DeviceSchedule.Kind.STORAGE)
                .collect(Collectors.toMap(DeviceSchedule::name, device -> {
                    List<Double> states = device.stateOfCharge();
                    return states.get(states.size() - 1);
                }));
    }

    private DispatchRequest request(Day day, List<Tariff> tariffs, Map<String, Double> stateOfCharge) {
        return DispatchRequest.cheapest(site, atTariffs(day, tariffs))
                .withSeed(seed)
                .withState(SiteState.ofStorages(stateOfCharge));
    }

    private static Day atTariffs(Day day, List<Tariff> tariffs) {
        List<DayStep> steps = new ArrayList<>();
        for (int period = 0; period < day.size(); period++) {
            steps.add(atTariff(day.steps().get(period), tariffs.get(period)));
        }
        return new Day(day.stepMinutes(), steps);
    }

    private static DayStep atTariff(DayStep step, Tariff tariff) {
        return new DayStep(
                step.loadKw(),
                step.pvKw(),
                step.windKw(),
                units(tariff.retail()),
                units(tariff.feedIn()),
                step.gridKgPerKwh());
    }

    private static double units(UnitPrice price) {
        return price.microPerKwh() / MICRO_PER_UNIT;
    }
}

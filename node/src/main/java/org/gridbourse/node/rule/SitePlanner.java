package org.gridbourse.node.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.optimizer.Commitment;
import org.gridbourse.optimizer.Day;
import org.gridbourse.optimizer.DayStep;
import org.gridbourse.optimizer.DispatchPlan;
import org.gridbourse.optimizer.DispatchRequest;
import org.gridbourse.optimizer.Redispatch;
import org.gridbourse.optimizer.ScheduleStep;
import org.gridbourse.optimizer.Site;
import org.gridbourse.optimizer.SiteState;
import org.gridbourse.optimizer.dispatch.Dispatcher;

/**
 * Plans a site's cheapest span from the measured state of charge, with what is contracted as commitment. A plan in force
 * is kept unless a new one gains enough.
 *
 * @param leastGain in currency units: a new plan that gains less does not replace the one in force
 */
public record SitePlanner(Site site, long seed, double leastGain) {
    private static final double MICRO_PER_UNIT = 1e6;
    private static final Dispatcher DISPATCHER = new Dispatcher();

    /** The whole span, before anything is contracted. */
    public DispatchPlan plan(Outlook outlook) {
        return DISPATCHER.plan(request(outlook, 0));
    }

    /**
     * The rest of a span that has begun.
     *
     * @param firstPeriod first that can still be planned
     * @param contractedWh of every period of the span: bought positive, sold negative
     * @param inForce the plan that the site follows
     */
    public DispatchPlan replan(Outlook outlook, int firstPeriod, long[] contractedWh, Optional<DispatchPlan> inForce) {
        double hours = outlook.periodMinutes() / 60.0;
        DispatchRequest request = request(outlook, firstPeriod).withCommitment(Commitment.ofWh(contractedWh, hours));
        Optional<Double> soc =
                site.storage().map(storage -> outlook.stateOfCharge().get(storage.name()));
        if (inForce.isEmpty() || soc.isEmpty()) {
            return DISPATCHER.plan(request);
        }
        List<Double> storageKw = new ArrayList<>();
        for (int period = 0; period < outlook.tariffs().size(); period++) {
            storageKw.add(storageKw(inForce.get(), period));
        }
        Redispatch.CurrentPlan current = new Redispatch.CurrentPlan(storageKw, leastGain);
        return DISPATCHER.plan(request.withRedispatch(new Redispatch(firstPeriod, soc.get(), Optional.of(current))));
    }

    /**
     * All that a plan is made from.
     *
     * @param stateOfCharge measured, by the storage's name; one that is not named starts as the site says
     */
    public record Outlook(
            SiteForecast forecast, List<Tariff> tariffs, int periodMinutes, Map<String, Double> stateOfCharge) {
        public Outlook {
            tariffs = List.copyOf(tariffs);
            stateOfCharge = Map.copyOf(stateOfCharge);
            if (tariffs.size() != forecast.periods()) {
                throw new IllegalArgumentException(
                        "%d tariffs for %d periods".formatted(tariffs.size(), forecast.periods()));
            }
        }
    }

    private DispatchRequest request(Outlook outlook, int firstPeriod) {
        List<DayStep> steps = new ArrayList<>();
        for (int period = 0; period < outlook.tariffs().size(); period++) {
            Tariff tariff = outlook.tariffs().get(period);
            steps.add(new DayStep(
                    notNegative(outlook.forecast().load().get(period)),
                    notNegative(outlook.forecast().pv().get(period)),
                    notNegative(outlook.forecast().wind().get(period)),
                    units(tariff.retail()),
                    units(tariff.feedIn()),
                    OptionalDouble.empty()));
        }
        SiteState state = new SiteState(firstPeriod, outlook.stateOfCharge(), Map.of(), Set.of(), 0);
        return DispatchRequest.cheapest(site, new Day(outlook.periodMinutes(), steps))
                .withSeed(seed)
                .withState(state);
    }

    /** A plan of the rest of a span knows nothing of the periods before; there the storage is at rest. */
    private static double storageKw(DispatchPlan plan, int period) {
        return plan.schedule().stream()
                .filter(step -> step.step() == period)
                .mapToDouble(ScheduleStep::storageKw)
                .findFirst()
                .orElse(0);
    }

    private static double notNegative(Expected expected) {
        return Math.max(0, expected.meanKw());
    }

    private static double units(UnitPrice price) {
        return price.microPerKwh() / MICRO_PER_UNIT;
    }
}

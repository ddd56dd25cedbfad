package org.gridbourse.gateway.agent;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.optimizer.Commitment;
import org.gridbourse.optimizer.Day;
import org.gridbourse.optimizer.DayFile;
import org.gridbourse.optimizer.DayStep;
import org.gridbourse.optimizer.DispatchPlan;
import org.gridbourse.optimizer.DispatchRequest;
import org.gridbourse.optimizer.Dispatcher;
import org.gridbourse.optimizer.Site;

/** Plans the day of one site at a session's tariff; the tariff decides over the day file's own prices. */
record DayPlanner(Site site, long seed) {
    private static final double MICRO_PER_UNIT = 1e6;
    private static final Dispatcher DISPATCHER = new Dispatcher();

    /** The cheapest day as far as it can be foreseen. */
    DispatchPlan plan(Day forecast) {
        return DISPATCHER.plan(request(forecast));
    }

    /**
     * The cheapest day as it turns out, now that energy is traded: only what deviates from the trades is paid for.
     *
     * @param tradedWh per period, bought positive, sold negative
     */
    DispatchPlan redispatch(Day actual, long[] tradedWh) {
        return DISPATCHER.plan(request(actual).withCommitment(Commitment.ofWh(tradedWh, actual.stepHours())));
    }

    private DispatchRequest request(Day day) {
        return DispatchRequest.cheapest(site, day).withSeed(seed);
    }

    /**
     * A day file at the session's prices.
     *
     * @throws IllegalArgumentException if it has another number of steps than the session has periods
     */
    static Day day(Path file, SessionRecord terms) {
        Day day = DayFile.read(file, OptionalDouble.of(terms.periodMinutes()), Optional.empty());
        if (day.size() != terms.periods()) {
            throw new IllegalArgumentException("%s has %d steps, session %s has %d periods"
                    .formatted(file, day.size(), terms.sessionId(), terms.periods()));
        }
        List<DayStep> steps = new ArrayList<>();
        for (int period = 0; period < day.size(); period++) {
            steps.add(atTariff(day.steps().get(period), terms.tariffs().get(period)));
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

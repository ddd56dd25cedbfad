package org.gridbourse.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.cli.community.Community;
import org.gridbourse.cli.community.Participant;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.optimizer.Day;
import org.gridbourse.optimizer.DayStep;
import org.gridbourse.optimizer.DispatchPlan;
import org.gridbourse.optimizer.DispatchRequest;
import org.gridbourse.optimizer.Dispatcher;
import org.gridbourse.optimizer.InputRefusedException;
import org.gridbourse.optimizer.UnservableLoadException;

/**
 * The plan of every participant for every session, as its node agent makes it: the same forecast, tariff and seed give
 * the same plan.
 */
public final class DayPlans {
    private static final double MICRO = 1e6;
    private static final int HEADER_AND_FIRST = 2;

    private final Community community;
    private final long seed;
    private final Dispatcher dispatcher = new Dispatcher();

    public DayPlans(Community community, long seed) {
        this.community = community;
        this.seed = seed;
    }

    /** One plan per session, by participant; a load that no plan can serve is refused before anything starts. */
    public Map<String, List<DispatchPlan>> make() {
        Map<String, List<DispatchPlan>> plans = new TreeMap<>();
        for (Participant participant : community.participants()) {
            List<DispatchPlan> own = new ArrayList<>();
            for (int session = 0; session < community.sessions().count(); session++) {
                own.add(plan(participant, session));
            }
            plans.put(participant.id(), own);
        }
        return plans;
    }

    private DispatchPlan plan(Participant participant, int session) {
        Day day = atTariff(
                participant.days().get(session).forecast(), community.tariffs().get(session));
        DispatchRequest request =
                DispatchRequest.cheapest(participant.site(), day).withSeed(Seeds.of(seed, participant.id()));
        try {
            return dispatcher.plan(request);
        } catch (UnservableLoadException e) {
            throw new InputRefusedException(
                    participant.days().get(session).forecastFile().toString(),
                    e.step() + HEADER_AND_FIRST,
                    "load_kw",
                    e.getMessage(),
                    "what %s with its tie line of %s kW can serve"
                            .formatted(
                                    participant.siteFile().getFileName(),
                                    participant.site().tieLineKw()));
        }
    }

    private static Day atTariff(Day forecast, List<Tariff> tariffs) {
        List<DayStep> steps = new ArrayList<>();
        for (int period = 0; period < forecast.size(); period++) {
            DayStep step = forecast.steps().get(period);
            Tariff tariff = tariffs.get(period);
            steps.add(new DayStep(
                    step.loadKw(),
                    step.pvKw(),
                    step.windKw(),
                    perKwh(tariff.retail()),
                    perKwh(tariff.feedIn()),
                    step.gridKgPerKwh()));
        }
        return new Day(forecast.stepMinutes(), steps);
    }

    private static double perKwh(UnitPrice price) {
        return price.microPerKwh() / MICRO;
    }
}

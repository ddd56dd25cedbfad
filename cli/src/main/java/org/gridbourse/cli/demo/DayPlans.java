package org.gridbourse.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.cli.community.Community;
import org.gridbourse.cli.community.Participant;
import org.gridbourse.node.trading.DayPlanner;
import org.gridbourse.optimizer.DispatchPlan;
import org.gridbourse.optimizer.InputRefusedException;
import org.gridbourse.optimizer.UnservableLoadException;

/**
 * The plan of every participant for every session, as its node agent makes it: the same forecast, tariff and seed give
 * the same plan.
 */
public final class DayPlans {
    private static final int HEADER_AND_FIRST = 2;

    private final Community community;
    private final long seed;

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
        DayPlanner planner = new DayPlanner(participant.site(), Seeds.of(seed, participant.id()));
        try {
            return planner.plan(
                    participant.days().get(session).forecast(),
                    community.tariffs().get(session));
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
}

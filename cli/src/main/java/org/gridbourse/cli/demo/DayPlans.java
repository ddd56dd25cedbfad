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
 * The plan of every participant for every session, as its node makes it: the same forecast, tariff, state of charge and
 * seed give the same plan. Each session begins with what the storages held at the end of the one before.
 */
public final class DayPlans {
    private static final int HEADER_AND_FIRST = 2;

    private final Community community;
    private final long seed;

    public DayPlans(Community community, long seed) {
        this.community = community;
        this.seed = seed;
    }

    /** What a participant's storages hold after a session, by name, 0 to 1. */
    interface StatesAfter {
        Map<String, Double> of(String participantId, int session, DispatchPlan plan);
    }

    /** One plan per session, by participant; a load that no plan can serve is refused before anything starts. */
    public Map<String, List<DispatchPlan>> make() {
        return make((participantId, session, plan) -> DayPlanner.endOf(plan));
    }

    /** The same where storages ended a session otherwise than planned. */
    Map<String, List<DispatchPlan>> make(StatesAfter states) {
        Map<String, List<DispatchPlan>> plans = new TreeMap<>();
        for (Participant participant : community.participants()) {
            List<DispatchPlan> own = new ArrayList<>();
            Map<String, Double> before = Map.of();
            for (int session = 0; session < community.sessions().count(); session++) {
                DispatchPlan plan = plan(participant, session, before);
                own.add(plan);
                before = states.of(participant.id(), session, plan);
            }
            plans.put(participant.id(), own);
        }
        return plans;
    }

    private DispatchPlan plan(Participant participant, int session, Map<String, Double> before) {
        DayPlanner planner = new DayPlanner(participant.site(), Seeds.of(seed, participant.id()));
        try {
            return planner.plan(
                    participant.days().get(session).forecast(),
                    community.tariffs().get(session),
                    before);
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

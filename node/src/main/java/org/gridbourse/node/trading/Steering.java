package org.gridbourse.node.trading;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.node.rule.Setpoint;
import org.gridbourse.node.rule.SiteForecast;
import org.gridbourse.node.rule.SitePlanner;
import org.gridbourse.node.rule.SitePlanner.Outlook;
import org.gridbourse.node.rule.Span;
import org.gridbourse.optimizer.DispatchPlan;
import org.gridbourse.optimizer.ScheduleStep;

/**
 * Tells a site's devices what to do in each period that it delivers, with what is traded as commitment. On a real ledger
 * the rest of the day is planned again at each period; the plan in force stays unless another one gains enough.
 */
final class Steering {
    /** In currency units: a plan does not turn over for less. */
    private static final double LEAST_GAIN = 0.02;

    private final Node node;
    private final Node.Ports ports;
    private final InstantSource clock;
    private final SitePlanner planner;
    private final Map<String, Running> running = new HashMap<>();

    /** The plan that the devices follow, and the last period that they were told of. */
    private record Running(DispatchPlan plan, int period) {}

    Steering(Node node, Node.Ports ports) {
        this.node = node;
        this.ports = ports;
        this.clock = ports.clock();
        this.planner = new SitePlanner(node.planner().site(), node.planner().seed(), LEAST_GAIN);
    }

    /** Looks whether a period has begun of which the devices do not know. */
    void steer(String sessionId) {
        SessionRecord session = ports.market().session(sessionId).orElseThrow();
        int last = session.periods() - 1;
        int period = session.isSimulated() ? 0 : period(session, clock.instant());
        int told =
                Optional.ofNullable(running.get(sessionId)).map(Running::period).orElse(-1);
        int until = session.isSimulated() ? last : period;
        if (session.base().isPresent() || period < 0 || told >= until) {
            return;
        }
        Span span = new Span(session.startOf(0), session.periodMinutes(), session.periods());
        DispatchPlan plan = plan(session, period);
        List<Setpoint> setpoints = plan.schedule().stream()
                .filter(step -> step.step() >= period && step.step() <= until)
                .map(step -> Setpoint.of(span, step))
                .toList();
        ports.devices().tell(setpoints);
        if (!session.isSimulated()) {
            ports.journal().expect(session, DayPlanner.endOf(plan));
        }
        running.put(sessionId, new Running(plan, until));
        running.keySet().retainAll(node.sessions().get());
    }

    /** The period that is now; -1 before the first and behind the last. */
    private static int period(SessionRecord session, Instant now) {
        if (now.isBefore(session.startOf(0)) || !now.isBefore(session.end())) {
            return -1;
        }
        return Math.toIntExact(Duration.between(session.startOf(0), now).toMinutes() / session.periodMinutes());
    }

    private DispatchPlan plan(SessionRecord session, int period) {
        SiteForecast forecast = ports.forecasts().expected(session);
        Optional<DispatchPlan> inForce =
                Optional.ofNullable(running.get(session.sessionId())).map(Running::plan);
        Outlook outlook = new Outlook(
                forecast, session.tariffs(), session.periodMinutes(), stateOfCharge(session, period, inForce));
        return planner.replan(outlook, period, ports.market().tradedWh(session), inForce);
    }

    /** As measured; where nothing is, as the plan in force says, or as the session before left it. */
    private Map<String, Double> stateOfCharge(SessionRecord session, int period, Optional<DispatchPlan> inForce) {
        Map<String, Double> known = new HashMap<>(ports.journal().stateOfCharge(session.startOf(0)));
        node.planner().site().storage().ifPresent(storage -> inForce.stream()
                .flatMap(plan -> plan.schedule().stream())
                .filter(step -> step.step() == period - 1)
                .mapToDouble(ScheduleStep::stateOfCharge)
                .forEach(state -> known.put(storage.name(), state)));
        known.putAll(ports.measured().stateOfCharge());
        return known;
    }
}

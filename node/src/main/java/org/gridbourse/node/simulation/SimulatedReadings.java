package org.gridbourse.node.simulation;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.node.rule.PositionPlanner;
import org.gridbourse.node.trading.DayFiles;
import org.gridbourse.node.trading.DayPlanner;
import org.gridbourse.node.trading.LastReading;
import org.gridbourse.node.trading.SignedReadings;
import org.gridbourse.optimizer.Day;
import org.gridbourse.optimizer.DispatchPlan;
import org.gridbourse.optimizer.ScheduleStep;
import org.gridbourse.optimizer.UnservableLoadException;

/**
 * A meter behind which a simulated microgrid lives: the battery works toward what was traded, the meter measures what
 * then flows and signs it.
 *
 * @param channel which the signatures are bound to
 * @param actuals what happens in each session
 */
public record SimulatedReadings(
        SimulatedMeter meter, String channel, DayPlanner planner, Function<SessionRecord, Actual> actuals)
        implements SignedReadings {

    /** What happens in one session; the prices of the day are not looked at. */
    public record Actual(Day day, Behaviour behaviour) {}

    /**
     * Where what happens in one session is told by files.
     *
     * @param actual what the meter will see; absent: the forecast with a seeded error
     */
    public record Session(Path forecast, Optional<Path> actual, Behaviour behaviour) {
        Actual actual(SessionRecord session, long seed) {
            Day day = actual.map(file -> DayFiles.read(file, session))
                    .orElseGet(() -> ActualDay.of(
                            DayFiles.read(forecast, session),
                            31 * seed + session.sessionId().hashCode()));
            return new Actual(day, behaviour);
        }
    }

    /** @param seed of the deviations where no actual day is given */
    public static Function<SessionRecord, Actual> ofFiles(Map<String, Session> sessions, long seed) {
        Map<String, Session> files = Map.copyOf(sessions);
        return session -> files.get(session.sessionId()).actual(session, seed);
    }

    @Override
    public String meterId() {
        return meter.meterId();
    }

    @Override
    public Measured readings(SessionRecord session, long[] tradedWh, Before before, Set<Integer> known) {
        Actual happens = actuals.apply(session);
        Day actual = happens.day();
        double deliverFraction = happens.behaviour().deliverFraction();
        Flow flow = flow(actual, session, tradedWh, before.stateOfCharge());
        List<MeteredEnergy> flows = flow.gridKw().stream()
                .map(gridKw -> metered(gridKw, deliverFraction, actual.stepMinutes()))
                .toList();
        LastReading last = new LastReading(before.registers(), before.sequence());
        return new Measured(meter.readings(channel, session, flows, last), flow.stateOfCharge());
    }

    /**
     * What flows in a session.
     *
     * @param gridKw the mean power at the meter in each period, import positive
     * @param stateOfCharge at its end
     */
    private record Flow(List<Double> gridKw, Map<String, Double> stateOfCharge) {}

    private Flow flow(Day actual, SessionRecord session, long[] tradedWh, Map<String, Double> stateOfCharge) {
        try {
            DispatchPlan plan = planner.redispatch(actual, session.tariffs(), tradedWh, stateOfCharge);
            return new Flow(plan.schedule().stream().map(ScheduleStep::gridKw).toList(), DayPlanner.endOf(plan));
        } catch (UnservableLoadException overload) {
            // No dispatch serves this day: the wires carry what they can and the rest is cut off.
            double tieLineKw = planner.site().tieLineKw();
            List<Double> gridKw = actual.steps().stream()
                    .map(step -> step.loadKw() - step.pvKw() - step.windKw())
                    .map(netKw -> Math.max(-tieLineKw, Math.min(tieLineKw, netKw)))
                    .toList();
            return new Flow(gridKw, stateOfCharge);
        }
    }

    private static MeteredEnergy metered(double gridKw, double deliverFraction, double minutes) {
        return new MeteredEnergy(
                PositionPlanner.energy(Math.max(0, gridKw), minutes),
                PositionPlanner.energy(Math.max(0, -gridKw) * deliverFraction, minutes));
    }
}

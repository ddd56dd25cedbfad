package org.gridbourse.node.simulation;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.RegisterState;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.node.rule.PositionPlanner;
import org.gridbourse.node.trading.DayFiles;
import org.gridbourse.node.trading.DayPlanner;
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
 * @param seed of the deviation where no actual day is given
 */
public record SimulatedReadings(
        SimulatedMeter meter, String channel, DayPlanner planner, long seed, Map<String, Session> sessions)
        implements SignedReadings {

    /**
     * What happens in one session.
     *
     * @param actual what the meter will see; absent: the forecast with a seeded error
     */
    public record Session(Path forecast, Optional<Path> actual, Behaviour behaviour) {}

    public SimulatedReadings {
        sessions = Map.copyOf(sessions);
    }

    @Override
    public String meterId() {
        return meter.meterId();
    }

    @Override
    public List<MeterReading> readings(SessionRecord session, long[] tradedWh, RegisterState last) {
        Session simulated = sessions.get(session.sessionId());
        Day actual = simulated
                .actual()
                .map(file -> DayFiles.read(file, session))
                .orElseGet(() -> ActualDay.of(
                        DayFiles.read(simulated.forecast(), session),
                        31 * seed + session.sessionId().hashCode()));
        double deliverFraction = simulated.behaviour().deliverFraction();
        List<MeteredEnergy> flows = exchangeKw(actual, session, tradedWh).stream()
                .map(gridKw -> metered(gridKw, deliverFraction, actual.stepMinutes()))
                .toList();
        return meter.readings(
                channel, session, flows, new SimulatedMeter.LastReading(last.registers(), last.sequence()));
    }

    /** The mean power at the meter in each period, import positive. */
    private List<Double> exchangeKw(Day actual, SessionRecord session, long[] tradedWh) {
        try {
            DispatchPlan plan = planner.redispatch(actual, session.tariffs(), tradedWh);
            return plan.schedule().stream().map(ScheduleStep::gridKw).toList();
        } catch (UnservableLoadException overload) {
            // No dispatch serves this day: the wires carry what they can and the rest is cut off.
            double tieLineKw = planner.site().tieLineKw();
            return actual.steps().stream()
                    .map(step -> step.loadKw() - step.pvKw() - step.windKw())
                    .map(netKw -> Math.max(-tieLineKw, Math.min(tieLineKw, netKw)))
                    .toList();
        }
    }

    private static MeteredEnergy metered(double gridKw, double deliverFraction, double minutes) {
        return new MeteredEnergy(
                PositionPlanner.energy(Math.max(0, gridKw), minutes),
                PositionPlanner.energy(Math.max(0, -gridKw) * deliverFraction, minutes));
    }
}

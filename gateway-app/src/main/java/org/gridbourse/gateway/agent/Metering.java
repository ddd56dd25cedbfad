package org.gridbourse.gateway.agent;

import java.util.List;
import java.util.Optional;
import org.gridbourse.gateway.agent.SimulatedMeter.LastReading;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.projection.TradeView;
import org.gridbourse.gateway.settings.AgentSettings.SessionSettings;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.RegisterState;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.request.SubmitReadings;
import org.gridbourse.optimizer.Day;
import org.gridbourse.optimizer.DispatchPlan;
import org.gridbourse.optimizer.ScheduleStep;
import org.gridbourse.optimizer.UnservableLoadException;

/** A node's delivery: the battery works toward what was traded, the meter measures what really flows and signs it. */
final class Metering {
    /** Readings in one transaction; more would make blocks that others wait for. */
    private static final int BATCH = 100;

    private final Node node;
    private final String channel;
    private final LedgerView view;
    private final TradeView trades;
    private final AgentJournal journal;
    private final StepDesk desk;

    Metering(Node node, String channel, LedgerView view, TradeView trades, AgentJournal journal, StepDesk desk) {
        this.node = node;
        this.channel = channel;
        this.view = view;
        this.trades = trades;
        this.journal = journal;
        this.desk = desk;
    }

    void deliver(SessionSettings session) {
        String sessionId = session.sessionId();
        if (desk.isOver(sessionId, AgentStep.DELIVER)) {
            return;
        }
        SessionRecord terms = view.session(sessionId).orElseThrow();
        List<MeterReading> readings = journal.readings(node.meter(), sessionId);
        if (readings.isEmpty()) {
            readings = measure(session, terms);
            journal.keep(readings);
        }
        if (handIn(sessionId, readings)) {
            desk.done(sessionId, AgentStep.DELIVER, "%d readings".formatted(readings.size()));
        }
    }

    private boolean handIn(String sessionId, List<MeterReading> readings) {
        for (int from = 0; from < readings.size(); from += BATCH) {
            List<MeterReading> batch = readings.subList(from, Math.min(readings.size(), from + BATCH));
            if (!desk.send(node.collector(), sessionId, AgentStep.DELIVER, new SubmitReadings(batch))) {
                return false;
            }
        }
        return true;
    }

    private List<MeterReading> measure(SessionSettings session, SessionRecord terms) {
        String sessionId = session.sessionId();
        Day actual = session.actual()
                .map(file -> DayPlanner.day(file, terms))
                .orElseGet(() -> ActualDay.of(
                        DayPlanner.day(session.forecast(), terms),
                        31 * node.settings().seed() + sessionId.hashCode()));
        List<MeteredEnergy> flows = exchangeKw(actual, tradedWh(sessionId, terms.periods())).stream()
                .map(gridKw -> metered(gridKw, session.behaviour().deliverFraction(), actual.stepMinutes()))
                .toList();
        return node.meter().readings(channel, sessionId, flows, lastReading());
    }

    /** Per period, bought positive, sold negative; what is void is not owed. */
    private long[] tradedWh(String sessionId, int periods) {
        long[] traded = new long[periods];
        for (TradeView.Trade trade : trades.of(sessionId, Optional.of(node.participantId()))) {
            if (trade.status().stands()) {
                boolean bought = trade.buyer().equals(node.participantId());
                traded[trade.period()] += bought ? trade.quantityWh() : -trade.quantityWh();
            }
        }
        return traded;
    }

    /** The mean power at the meter in each period, import positive. */
    private List<Double> exchangeKw(Day actual, long[] tradedWh) {
        try {
            DispatchPlan plan = node.planner().redispatch(actual, tradedWh);
            return plan.schedule().stream().map(ScheduleStep::gridKw).toList();
        } catch (UnservableLoadException overload) {
            // No dispatch serves this day: the wires carry what they can and the rest is cut off.
            double tieLineKw = node.planner().site().tieLineKw();
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

    private LastReading lastReading() {
        String key = Keys.meter(node.meter().meterId());
        RegisterState last = view.find(key, RecordType.METER)
                .map(MeterRecord::last)
                .orElseThrow(() -> new NotReadyException(key + " is not on the ledger yet"));
        return new LastReading(last.registers(), last.sequence());
    }
}

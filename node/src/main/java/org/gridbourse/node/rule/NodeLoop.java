package org.gridbourse.node.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.StorageOffer;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.optimizer.DispatchPlan;
import org.gridbourse.optimizer.ScheduleStep;

/**
 * What a node does again and again: order in the sessions that are open, and tell its devices what to do now. It
 * remembers the plan in force and nothing else; what it asked for and why is in the diary.
 */
public final class NodeLoop {
    private final Ports ports;
    private final SitePlanner planner;
    private final Supplier<StandingRule> rule;
    private final ZoneId zone;
    private Optional<Running> running = Optional.empty();

    /** All that a node asks or tells. */
    public record Ports(Forecasts forecasts, MeterFeed meters, MarketDoor market, Diary diary) {}

    /** The plan that the devices follow, and its span. */
    private record Running(Span span, DispatchPlan plan) {}

    /** @param rule asked each time, since its owner may change it any time */
    public NodeLoop(Ports ports, SitePlanner planner, Supplier<StandingRule> rule, ZoneId zone) {
        this.ports = ports;
        this.planner = planner;
        this.rule = rule;
        this.zone = zone;
    }

    /** Plans every open session and orders in it, if the rule says that the node does so by itself. */
    public void order() {
        for (MarketDoor.OpenSession session : ports.market().open()) {
            List<Decision> decisions = draft(session);
            ports.diary().keep(session.sessionId(), decisions);
            if (rule.get().mode() == StandingRule.Mode.AUTOMATIC) {
                ports.market()
                        .order(
                                session.sessionId(),
                                storage(session).map(OrderSchedule::of).orElseGet(() -> SureOrders.orders(decisions)));
            }
        }
    }

    /** The storage order with which a site that has a battery or a car takes part. */
    private Optional<StorageOffer> storage(MarketDoor.OpenSession session) {
        return ports.market().budget(session.sessionId()).flatMap(budget -> new StorageOrders(
                        planner.site(), rule.get())
                .decide(
                        session,
                        ports.forecasts().of(session.span()),
                        ports.meters().stateOfCharge(),
                        budget));
    }

    /** What the node would order in a session, and why. */
    public List<Decision> draft(MarketDoor.OpenSession session) {
        SiteForecast forecast = ports.forecasts().of(session.span());
        DispatchPlan plan = planner.plan(outlook(session.span(), session.tariffs(), forecast));
        return new SureOrders(rule.get(), zone)
                .decide(session, forecast, plan, ports.market().budget(session.sessionId()));
    }

    /**
     * Plans the rest of a span again, from what is measured now and contracted by now.
     *
     * @param tariffs of every period of the span
     * @return what the devices do until the period's end
     */
    public Setpoint setpoint(Span span, List<Tariff> tariffs, Instant now) {
        int period = Math.toIntExact(Duration.between(span.start(), now).toMinutes() / span.periodMinutes());
        if (now.isBefore(span.start()) || period >= span.periods()) {
            throw new IllegalArgumentException("%s lies outside %s".formatted(now, span));
        }
        Optional<DispatchPlan> inForce =
                running.filter(each -> each.span().equals(span)).map(Running::plan);
        SiteForecast forecast = ports.forecasts().of(span);
        DispatchPlan plan = planner.replan(
                outlook(span, tariffs, forecast), period, ports.market().contractedWh(span), inForce);
        running = Optional.of(new Running(span, plan));
        ScheduleStep step = plan.schedule().stream()
                .filter(each -> each.step() == period)
                .findFirst()
                .orElseThrow();
        return Setpoint.of(span, step);
    }

    private SitePlanner.Outlook outlook(Span span, List<Tariff> tariffs, SiteForecast forecast) {
        return new SitePlanner.Outlook(
                forecast, tariffs, span.periodMinutes(), ports.meters().stateOfCharge());
    }
}

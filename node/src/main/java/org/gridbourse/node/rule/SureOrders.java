package org.gridbourse.node.rule;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.optimizer.DispatchPlan;
import org.gridbourse.optimizer.Position;
import org.gridbourse.optimizer.ScheduleStep;

/**
 * Turns a plan into orders within a standing rule: only as much as nine of ten days will bring, by the quantiles of the
 * node's own forecast errors. What comes beyond meets others' deviations in the pool.
 */
public record SureOrders(StandingRule rule, ZoneId zone) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    /** The period's side and energies, before the rule is asked. */
    private record Exchange(int period, Side side, Energy planned, Energy sure) {}

    /** One decision per planned period, in order. */
    public List<Decision> decide(MarketDoor.OpenSession session, SiteForecast forecast, DispatchPlan plan) {
        List<Decision> decisions = new ArrayList<>();
        Money spent = Money.ZERO;
        for (ScheduleStep step : plan.schedule()) {
            Tariff tariff = session.tariffs().get(step.step());
            Exchange exchange = exchange(step, forecast, session.span());
            Decision decision = decide(exchange, tariff, spent, session.span(), step);
            spent = spent.plus(cost(decision, tariff));
            decisions.add(decision);
        }
        return List.copyOf(decisions);
    }

    /** The orders among decisions. */
    public static OrderSchedule orders(List<Decision> decisions) {
        return new OrderSchedule(
                decisions.stream().flatMap(each -> each.order().stream()).toList());
    }

    private static Exchange exchange(ScheduleStep step, SiteForecast forecast, Span span) {
        boolean buys = step.gridKw() > 0;
        double planned = Math.abs(step.gridKw());
        double doubt = buys ? forecast.lessDrawnKw(step.step()) : forecast.moreDrawnKw(step.step());
        return new Exchange(
                step.step(),
                buys ? Side.BUY : Side.SELL,
                energy(planned, span),
                energy(Math.max(0, planned - doubt), span));
    }

    private Decision decide(Exchange exchange, Tariff tariff, Money spent, Span span, ScheduleStep step) {
        String clock = CLOCK.format(span.startOf(exchange.period()).atZone(zone));
        if (rule.mode() == StandingRule.Mode.OFF) {
            return nothing(exchange, clock + ": orders nothing, its owner has switched it off");
        }
        if (exchange.planned().isZero()) {
            return nothing(exchange, clock + ": orders nothing, it needs and has nothing over");
        }
        if (exchange.sure().isZero()) {
            return nothing(
                    exchange,
                    "%s: orders nothing, none of the %s that it expects to %s is sure: %s"
                            .formatted(clock, kwh(exchange.planned()), verb(exchange), cause(step)));
        }
        if (!tariff.takesOrders()) {
            return nothing(exchange, clock + ": orders nothing, the tariff leaves peers no price");
        }
        Optional<UnitPrice> limit = limit(exchange, tariff);
        if (limit.isEmpty()) {
            return nothing(exchange, "%s: orders nothing, %s".formatted(clock, outsideRule(exchange, tariff)));
        }
        return within(exchange, limit.get(), tariff, spent, clock + ": ", cause(step));
    }

    private Decision within(
            Exchange exchange, UnitPrice limit, Tariff tariff, Money spent, String clock, String cause) {
        Energy affordable =
                exchange.side() == Side.BUY ? affordable(exchange.sure(), limit, tariff, spent) : exchange.sure();
        if (affordable.isZero()) {
            return nothing(exchange, clock + "orders nothing, its owner's limit for the day is reached");
        }
        String less =
                affordable.compareTo(exchange.sure()) < 0 ? ", as much as its owner's limit for the day leaves" : "";
        String sentence = "%s%s %s of the %s that it expects to %s, at %s %s%s: %s"
                .formatted(
                        clock,
                        exchange.side() == Side.BUY ? "bids for" : "offers",
                        kwh(affordable),
                        kwh(exchange.planned()),
                        verb(exchange),
                        exchange.side() == Side.BUY ? "most" : "least",
                        units(limit),
                        less,
                        cause);
        PeriodOrder order =
                new PeriodOrder(exchange.period(), exchange.side(), List.of(new OrderStep(affordable, limit)));
        return new Decision(exchange.period(), Optional.of(order), sentence);
    }

    /** The price of the rule within what the tariff allows; empty if there is none. */
    private Optional<UnitPrice> limit(Exchange exchange, Tariff tariff) {
        if (exchange.side() == Side.BUY) {
            UnitPrice most = rule.buyAtMost().map(tariff.cap()::min).orElse(tariff.cap());
            return most.compareTo(tariff.floor()) >= 0 ? Optional.of(most) : Optional.empty();
        }
        UnitPrice least = rule.sellAtLeast().map(tariff.floor()::max).orElse(tariff.floor());
        return least.compareTo(tariff.cap()) <= 0 ? Optional.of(least) : Optional.empty();
    }

    private String outsideRule(Exchange exchange, Tariff tariff) {
        return exchange.side() == Side.BUY
                ? "no peer may sell below %s and its owner buys at most at %s"
                        .formatted(units(tariff.floor()), units(rule.buyAtMost().orElseThrow()))
                : "no peer may pay more than %s and its owner sells at least at %s"
                        .formatted(units(tariff.cap()), units(rule.sellAtLeast().orElseThrow()));
    }

    private Energy affordable(Energy wanted, UnitPrice limit, Tariff tariff, Money spent) {
        long nanoPerWh = limit.plus(tariff.gridFee()).microPerKwh();
        if (rule.dailyLimit().isEmpty() || nanoPerWh <= 0) {
            return wanted;
        }
        long left = Math.max(0, rule.dailyLimit().get().minus(spent).nano());
        return wanted.min(new Energy(left / nanoPerWh));
    }

    private static Money cost(Decision decision, Tariff tariff) {
        return decision.order()
                .filter(order -> order.side() == Side.BUY)
                .map(order ->
                        order.steps().get(0).limit().plus(tariff.gridFee()).times(order.quantity()))
                .map(cost -> cost.max(Money.ZERO))
                .orElse(Money.ZERO);
    }

    private static Decision nothing(Exchange exchange, String sentence) {
        return new Decision(exchange.period(), Optional.empty(), sentence);
    }

    private static String verb(Exchange exchange) {
        return exchange.side() == Side.BUY ? "need" : "have over";
    }

    /** What the plan rests on in this period. */
    private static String cause(ScheduleStep step) {
        StringBuilder cause = new StringBuilder("load %s kW".formatted(one(step.loadKw())));
        if (step.pvKw() > 0) {
            cause.append(", sun %s kW".formatted(one(step.pvKw())));
        }
        if (step.windKw() > 0) {
            cause.append(", wind %s kW".formatted(one(step.windKw())));
        }
        if (step.storageKw() != 0 || step.stateOfCharge() > 0) {
            String does = step.storageKw() > 0 ? "charges" : step.storageKw() < 0 ? "discharges" : "rests";
            cause.append(", storage %s and ends at %d %%".formatted(does, Math.round(100 * step.stateOfCharge())));
        }
        return cause.toString();
    }

    private static String one(double kw) {
        return BigDecimal.valueOf(kw).setScale(1, RoundingMode.HALF_UP).toPlainString();
    }

    private static String kwh(Energy energy) {
        return Decimals.exact(energy, 3) + " kWh";
    }

    private static String units(UnitPrice price) {
        return Decimals.exact(price, 2);
    }

    /** The dispatcher's own rounding: kW x hours x 1000 to the nearest Wh, half up. */
    private static Energy energy(double powerKw, Span span) {
        return new Energy(Position.of(0, powerKw, span.periodMinutes()).netWh());
    }
}

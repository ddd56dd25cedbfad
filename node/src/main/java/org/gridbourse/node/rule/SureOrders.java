package org.gridbourse.node.rule;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.Proportion;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.optimizer.DispatchPlan;
import org.gridbourse.optimizer.ScheduleStep;

/**
 * Turns a plan into orders within a standing rule: only as much as nine of ten days will bring, by the quantiles of the
 * node's own forecast errors, and as much as its account answers for. What comes beyond meets others' deviations in the
 * pool.
 *
 * @param margins how the energy of a period becomes steps
 */
public record SureOrders(StandingRule rule, LimitMargins margins, ZoneId zone) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    /** Orders of one step within the rule, a tenth of the spread better than what the grid would cost or pay. */
    public SureOrders(StandingRule rule, ZoneId zone) {
        this(rule, LimitMargins.TENTH, zone);
    }

    /** What is decided from, besides the plan. */
    private record Outlook(OpenSession session, SiteForecast forecast) {
        Tariff tariff(int period) {
            return session.tariffs().get(period);
        }
    }

    /** One decision per planned period, in order, whatever the account answers for. */
    public List<Decision> decide(OpenSession session, SiteForecast forecast, DispatchPlan plan) {
        return decide(session, forecast, plan, Optional.empty());
    }

    /**
     * One decision per planned period, in order.
     *
     * @param budget what class, wires and wallet allow; all periods get less in proportion where the wallet is short
     */
    public List<Decision> decide(
            OpenSession session, SiteForecast forecast, DispatchPlan plan, Optional<OrderBudget> budget) {
        Outlook outlook = new Outlook(session, forecast);
        SortedMap<Integer, Energy> most = new TreeMap<>();
        PositionPlanner.positions(plan, forecast)
                .forEach(position -> most.put(position.period(), allowed(position, budget)));
        while (true) {
            List<Decision> decisions = decide(outlook, plan, most);
            OrderSchedule orders = orders(decisions);
            if (budget.isEmpty() || orders.orders().isEmpty()) {
                return decisions;
            }
            Money needed = budget.get().needed(orders, session.tariffs());
            Money wallet = budget.get().wallet().max(Money.ZERO);
            if (needed.compareTo(wallet) <= 0) {
                return decisions;
            }
            most.replaceAll(
                    (period, energy) -> new Energy(Proportion.floor(energy.wh(), wallet.nano(), needed.nano())));
        }
    }

    private static Energy allowed(NetPosition position, Optional<OrderBudget> budget) {
        return budget.map(account -> account.most(position.side()).min(position.sure()))
                .orElse(position.sure());
    }

    private List<Decision> decide(Outlook outlook, DispatchPlan plan, SortedMap<Integer, Energy> most) {
        List<Decision> decisions = new ArrayList<>();
        Money spent = Money.ZERO;
        for (ScheduleStep step : plan.schedule()) {
            Decision decision = decide(outlook, step, most.getOrDefault(step.step(), Energy.ZERO), spent);
            spent = spent.plus(cost(decision, outlook.tariff(step.step())));
            decisions.add(decision);
        }
        return List.copyOf(decisions);
    }

    /** The orders among decisions. */
    public static OrderSchedule orders(List<Decision> decisions) {
        return OrderSchedule.of(
                decisions.stream().flatMap(each -> each.order().stream()).toList());
    }

    private Decision decide(Outlook outlook, ScheduleStep step, Energy most, Money spent) {
        Span span = outlook.session().span();
        String clock = CLOCK.format(span.startOf(step.step()).atZone(zone));
        if (rule.mode() == StandingRule.Mode.OFF) {
            return nothing(step, clock + ": orders nothing, its owner has switched it off");
        }
        Optional<NetPosition> exchange = PositionPlanner.position(step, span.periodMinutes(), outlook.forecast());
        if (exchange.isEmpty()) {
            return nothing(step, clock + ": orders nothing, it needs and has nothing over");
        }
        NetPosition position = exchange.get();
        Tariff tariff = outlook.tariff(step.step());
        if (position.sure().isZero()) {
            return nothing(
                    step,
                    "%s: orders nothing, none of the %s that it expects to %s is sure: %s"
                            .formatted(clock, kwh(position.planned()), verb(position), cause(step)));
        }
        if (!tariff.takesOrders()) {
            return nothing(step, clock + ": orders nothing, the tariff leaves peers no price");
        }
        if (most.isZero()) {
            return nothing(step, clock + ": orders nothing, its class, wires or wallet allow none");
        }
        Optional<UnitPrice> bound = bound(position, tariff);
        if (bound.isEmpty()) {
            return nothing(step, "%s: orders nothing, %s".formatted(clock, outsideRule(position, tariff)));
        }
        return within(position, new Terms(tariff, bound.get(), most), spent, clock + ": ", step);
    }

    /** Within which a position is ordered. */
    private record Terms(Tariff tariff, UnitPrice bound, Energy most) {}

    private Decision within(NetPosition position, Terms terms, Money spent, String clock, ScheduleStep step) {
        Energy affordable = position.side() == Side.BUY ? affordable(terms, spent) : terms.most();
        if (affordable.isZero()) {
            return nothing(step, clock + "orders nothing, its owner's limit for the day is reached");
        }
        List<OrderStep> steps = margins.steps(position.side(), affordable, terms.tariff(), terms.bound());
        String sentence = "%s%s %s of the %s that it expects to %s, at %s %s%s: %s"
                .formatted(
                        clock,
                        position.side() == Side.BUY ? "bids for" : "offers",
                        kwh(affordable),
                        kwh(position.planned()),
                        verb(position),
                        position.side() == Side.BUY ? "most" : "least",
                        units(steps.get(0).limit()),
                        less(position, terms, affordable),
                        cause(step));
        return new Decision(
                position.period(), Optional.of(new PeriodOrder(position.period(), position.side(), steps)), sentence);
    }

    private static String less(NetPosition position, Terms terms, Energy ordered) {
        if (ordered.compareTo(terms.most()) < 0) {
            return ", as much as its owner's limit for the day leaves";
        }
        return ordered.compareTo(position.sure()) < 0 ? ", as much as its class, wires and wallet allow" : "";
    }

    /** The price of the rule within what the tariff allows; empty if there is none. */
    private Optional<UnitPrice> bound(NetPosition position, Tariff tariff) {
        if (position.side() == Side.BUY) {
            UnitPrice most = rule.buyAtMost().map(tariff.cap()::min).orElse(tariff.cap());
            return most.compareTo(tariff.floor()) >= 0 ? Optional.of(most) : Optional.empty();
        }
        UnitPrice least = rule.sellAtLeast().map(tariff.floor()::max).orElse(tariff.floor());
        return least.compareTo(tariff.cap()) <= 0 ? Optional.of(least) : Optional.empty();
    }

    private String outsideRule(NetPosition position, Tariff tariff) {
        return position.side() == Side.BUY
                ? "no peer may sell below %s and its owner buys at most at %s"
                        .formatted(units(tariff.floor()), units(rule.buyAtMost().orElseThrow()))
                : "no peer may pay more than %s and its owner sells at least at %s"
                        .formatted(units(tariff.cap()), units(rule.sellAtLeast().orElseThrow()));
    }

    private Energy affordable(Terms terms, Money spent) {
        UnitPrice dearest = margins.steps(Side.BUY, terms.most(), terms.tariff(), terms.bound())
                .get(0)
                .limit();
        long nanoPerWh = dearest.plus(terms.tariff().gridFee()).microPerKwh();
        if (rule.dailyLimit().isEmpty() || nanoPerWh <= 0) {
            return terms.most();
        }
        long left = Math.max(0, rule.dailyLimit().get().minus(spent).nano());
        return terms.most().min(new Energy(left / nanoPerWh));
    }

    private static Money cost(Decision decision, Tariff tariff) {
        return decision.order()
                .filter(order -> order.side() == Side.BUY)
                .map(order ->
                        order.steps().get(0).limit().plus(tariff.gridFee()).times(order.quantity()))
                .map(cost -> cost.max(Money.ZERO))
                .orElse(Money.ZERO);
    }

    private static Decision nothing(ScheduleStep step, String sentence) {
        return new Decision(step.step(), Optional.empty(), sentence);
    }

    private static String verb(NetPosition position) {
        return position.side() == Side.BUY ? "need" : "have over";
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
}

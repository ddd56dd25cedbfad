package org.gridbourse.node.trading;

import java.util.ArrayList;
import java.util.List;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.prepayment.BidBond;
import org.gridbourse.market.prepayment.BidBond.PeriodQuantity;
import org.gridbourse.market.prepayment.Prepayment;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.Proportion;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.ExchangeLimits;
import org.gridbourse.market.rules.ClassTerms;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;

/**
 * What a participant may order in a session and can answer for: the limit of its credit class in each period, and a
 * wallet that covers both the bid bond and, at the dearest prices its orders allow, the prepayment.
 *
 * @param wallet what is free in it before the commit
 */
record OrderBudget(ClassTerms terms, ExchangeLimits limits, Money wallet) {
    /** Bonds are rounded up trade by trade; this covers a thousand trades in a period. */
    private static final Money ROUNDING_OF_A_PERIOD = new Money(1_000);

    /** The orders for as much of the positions as the budget allows, less in proportion where it is short. */
    OrderSchedule orders(List<NetPosition> positions, OrderPolicy policy, List<Tariff> tariffs) {
        List<NetPosition> affordable = positions.stream()
                .filter(position -> tariffs.get(position.period()).takesOrders())
                .filter(position -> !most(position.side()).isZero())
                .map(position -> position.atMost(most(position.side())))
                .toList();
        while (true) {
            OrderSchedule schedule = new OrderSchedule(affordable.stream()
                    .map(position -> policy.order(position, tariffs.get(position.period())))
                    .toList());
            Money needed = prepaymentAtMost(schedule, tariffs)
                    .max(BidBond.atCommit(terms.rate(), declared(schedule, tariffs)));
            if (needed.compareTo(wallet) <= 0 || affordable.isEmpty()) {
                return schedule;
            }
            affordable = scaled(affordable, needed);
        }
    }

    /** What its class and its wires allow in a period. */
    private Energy most(Side side) {
        return terms.volumeLimit(limits.larger()).min(side == Side.BUY ? limits.imported() : limits.exported());
    }

    /** The money that the orders put at stake, which is declared with their seal. */
    static Money declared(OrderSchedule schedule, List<Tariff> tariffs) {
        return BidBond.atRisk(schedule.orders().stream()
                .map(order -> new PeriodQuantity(order.quantity(), tariffs.get(order.period())))
                .toList());
    }

    private List<NetPosition> scaled(List<NetPosition> positions, Money needed) {
        List<NetPosition> smaller = new ArrayList<>();
        for (NetPosition position : positions) {
            Energy part =
                    new Energy(Proportion.floor(position.energy().wh(), Math.max(0, wallet.nano()), needed.nano()));
            if (!part.isZero()) {
                smaller.add(position.atMost(part));
            }
        }
        return smaller;
    }

    private Money prepaymentAtMost(OrderSchedule schedule, List<Tariff> tariffs) {
        Money sum = Money.ZERO;
        for (PeriodOrder order : schedule.orders()) {
            Tariff tariff = tariffs.get(order.period());
            Money lock = order.side() == Side.BUY ? escrowAtMost(order, tariff) : bondAtMost(order, tariff);
            sum = sum.plus(lock).plus(ROUNDING_OF_A_PERIOD);
        }
        return sum;
    }

    /** The first steps of a bid cost more per kWh, all of its steps are more energy; the dearest of both ways. */
    private static Money escrowAtMost(PeriodOrder order, Tariff tariff) {
        Money dearest = Money.ZERO;
        Energy filled = Energy.ZERO;
        for (OrderStep step : order.steps()) {
            filled = filled.plus(step.quantity());
            dearest = dearest.max(Prepayment.escrow(trade(filled, step.limit()), tariff));
        }
        return dearest;
    }

    /** A seller answers for what replacing its energy costs, at most from its lowest limit price up to the cap. */
    private Money bondAtMost(PeriodOrder order, Tariff tariff) {
        UnitPrice lowest = order.steps().get(0).limit();
        return Prepayment.performanceBond(terms.rate(), trade(order.quantity(), lowest), tariff);
    }

    private static Trade trade(Energy quantity, UnitPrice price) {
        return new Trade("expected", "buyer", "seller", quantity, price);
    }
}

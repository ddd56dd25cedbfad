package org.gridbourse.node.rule;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.order.NetPosition;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.order.StorageOffer;
import org.gridbourse.market.prepayment.BidBond;
import org.gridbourse.market.prepayment.BidBond.PeriodQuantity;
import org.gridbourse.market.prepayment.Prepayment;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
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
public record OrderBudget(ClassTerms terms, ExchangeLimits limits, Money wallet) {
    /** Bonds are rounded up trade by trade; this covers a thousand trades in a period. */
    private static final Money ROUNDING_OF_A_PERIOD = new Money(1_000);

    /** What its class and its wires allow in a period. */
    public Energy most(Side side) {
        return terms.volumeLimit(limits.larger()).min(side == Side.BUY ? limits.imported() : limits.exported());
    }

    /** The money that the orders put at stake, which is declared with their seal. */
    public static Money declared(OrderSchedule schedule, List<Tariff> tariffs) {
        if (schedule.storage().isPresent()) {
            return schedule.storage().get().declared("storage", tariffs);
        }
        return BidBond.atRisk(schedule.orders().stream()
                .map(order -> new PeriodQuantity(order.quantity(), tariffs.get(order.period())))
                .toList());
    }

    /** The most that the orders can ask of the wallet: their bid bond, or the prepayment at the dearest prices. */
    Money needed(OrderSchedule orders, List<Tariff> tariffs) {
        return prepaymentAtMost(orders, tariffs).max(BidBond.atCommit(terms.rate(), declared(orders, tariffs)));
    }

    /**
     * How much a storage may charge and discharge together so that the wallet answers for the worst that could be cleared:
     * all of the net position and every Wh of throughput at the dearest prices; 0 where it does not reach for the net
     * position.
     *
     * @param limit what the owner wants to spend at most
     */
    long throughputWh(NetPosition net, List<Tariff> tariffs, Optional<Money> limit) {
        long nano = limit.map(wallet::min).orElse(wallet).nano()
                - netAtMost(net, tariffs).nano();
        long dearest = dearest(tariffs);
        return dearest <= 0 || nano <= 0 ? 0 : nano / dearest;
    }

    /** What prepayment locks at most of a net position: all of it at the dearest prices. */
    private Money netAtMost(NetPosition net, List<Tariff> tariffs) {
        long nano = 0;
        for (int t = 0; t < tariffs.size(); t++) {
            Tariff tariff = tariffs.get(t);
            if (tariff.takesOrders()) {
                long netWh = net.netWh().get(t);
                long ofNet = Math.max(selling(tariff), netWh > 0 ? buying(tariff) : 0);
                nano = Math.addExact(nano, Math.multiplyExact(Math.abs(netWh), ofNet) + ROUNDING_OF_A_PERIOD.nano());
            }
        }
        return new Money(nano);
    }

    /** What prepayment locks at most per Wh that a storage moves. */
    private long dearest(List<Tariff> tariffs) {
        return tariffs.stream()
                .filter(Tariff::takesOrders)
                .mapToLong(tariff -> Math.max(buying(tariff), selling(tariff)))
                .max()
                .orElse(0);
    }

    private static long buying(Tariff tariff) {
        return tariff.retail().microPerKwh() + Math.max(0, -tariff.feedIn().microPerKwh());
    }

    private long selling(Tariff tariff) {
        return terms.rate()
                .atLeastWhole()
                .of(new Money(tariff.spread().microPerKwh()))
                .nano();
    }

    /** The most that a storage order can cost: what is missing and all throughput bought at the highest price of the grid. */
    public static Money costAtMost(StorageOffer offer, List<Tariff> tariffs) {
        long highest = 0;
        long nano = 0;
        for (int t = 0; t < tariffs.size(); t++) {
            long retail = Math.max(0, tariffs.get(t).retail().microPerKwh());
            highest = Math.max(highest, retail);
            nano = Math.addExact(
                    nano, Math.multiplyExact(Math.max(0, offer.net().netWh().get(t)), retail));
        }
        return new Money(Math.addExact(nano, Math.multiplyExact(offer.store().throughputMaxWh(), highest)));
    }

    /** What prepayment locks at the dearest prices that the orders allow, all of them filled. */
    public Money prepaymentAtMost(OrderSchedule schedule, List<Tariff> tariffs) {
        if (schedule.storage().isPresent()) {
            StorageOffer offer = schedule.storage().get();
            long throughput = Math.multiplyExact(offer.store().throughputMaxWh(), dearest(tariffs));
            return netAtMost(offer.net(), tariffs).plus(new Money(throughput));
        }
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

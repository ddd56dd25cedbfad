package org.gridbourse.node.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.market.order.NetPosition;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.order.StorageOffer;
import org.gridbourse.market.order.Store;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.optimizer.Site;

/**
 * Turns a site with a battery, or with a car, into one storage order for a whole session, as far as class, wires and
 * wallet allow it. An owner whose limit prices bind, or whose wallet does not answer for a storage order, orders period
 * by period instead.
 */
public record StorageOrders(Site site, StandingRule rule) {

    /**
     * The order; empty where the site has no device that one can carry, or its owner or account does not allow it.
     *
     * @param stateOfCharge measured, by the storage's name
     */
    public Optional<StorageOffer> decide(
            OpenSession session, SiteForecast forecast, Map<String, Double> stateOfCharge, OrderBudget budget) {
        if (rule.mode() == StandingRule.Mode.OFF
                || session.tariffs().stream().anyMatch(this::limits)
                || session.tariffs().stream().noneMatch(Tariff::takesOrders)) {
            return Optional.empty();
        }
        return OrderedStorage.of(site, session.span(), stateOfCharge)
                .flatMap(device -> offer(device, session, forecast, budget));
    }

    /** Whether the owner's limit prices keep it from a price that a period allows: a storage order cannot. */
    private boolean limits(Tariff tariff) {
        return tariff.takesOrders()
                && (rule.buyAtMost()
                                .filter(most -> most.compareTo(tariff.cap()) < 0)
                                .isPresent()
                        || rule.sellAtLeast()
                                .filter(least -> least.compareTo(tariff.floor()) > 0)
                                .isPresent());
    }

    private Optional<StorageOffer> offer(
            OrderedStorage device, OpenSession session, SiteForecast forecast, OrderBudget budget) {
        long importWh = budget.most(Side.BUY).wh();
        long exportWh = budget.most(Side.SELL).wh();
        List<Long> net = new ArrayList<>();
        List<Long> charge = new ArrayList<>();
        List<Long> discharge = new ArrayList<>();
        for (int t = 0; t < session.span().periods(); t++) {
            long wh = PositionPlanner.netWh(forecast, t, session.span().periodMinutes());
            // what the wires or the class do not carry is no part of the order
            long ordered = Math.max(-exportWh, Math.min(importWh, wh));
            net.add(ordered);
            charge.add(Math.min(device.power().chargeMaxWh().get(t), importWh - ordered));
            discharge.add(Math.min(device.power().dischargeMaxWh().get(t), exportWh + ordered));
        }
        NetPosition position = NetPosition.withoutMargin(net);
        long throughputWh =
                Math.min(device.throughputWh(), budget.throughputWh(position, session.tariffs(), rule.dailyLimit()));
        if (throughputWh <= 0) {
            return Optional.empty();
        }
        Store.Power power = new Store.Power(
                charge,
                discharge,
                device.power().storedMilliPerWh(),
                device.power().drawnMilliPerWh());
        return Optional.of(new StorageOffer(position, store(device, power, throughputWh)));
    }

    /**
     * With the end that it should have, as far as it can be reached in whole Wh: one that gives energy needs the room of a
     * charged Wh at its end, or hardly any schedule would meet it.
     */
    private static Store store(OrderedStorage device, Store.Power power, long throughputWh) {
        Store.Levels levels = device.levels();
        Store open = new Store(
                new Store.Levels(levels.capacityWh(), levels.startMilliWh(), 0),
                power,
                device.wearMicroPerKwh(),
                throughputWh);
        boolean gives = power.dischargeMaxWh().stream().anyMatch(wh -> wh > 0);
        long fullMilliWh = levels.capacityMilliWh() - (gives ? power.storedMilliPerWh() : 0);
        long endMilliWh = Math.max(0, Math.min(fullMilliWh, Math.min(levels.endMinMilliWh(), open.reachMilliWh())));
        return new Store(
                new Store.Levels(levels.capacityWh(), levels.startMilliWh(), endMilliWh),
                power,
                device.wearMicroPerKwh(),
                throughputWh);
    }
}

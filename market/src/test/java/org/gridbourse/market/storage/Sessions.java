package org.gridbourse.market.storage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.gridbourse.market.clearing.OrderBook;
import org.gridbourse.market.order.NetPosition;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.order.StorageOrder;
import org.gridbourse.market.order.Store;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;

/**
 * The worked session of docs/rules.md: noon with 30 kWh left over, evening with 18 kWh missing, and one storage of 100 kWh.
 */
final class Sessions {
    static final Tariff TARIFF = new Tariff(new UnitPrice(300_000), new UnitPrice(80_000), UnitPrice.ZERO);
    static final Proposal GOOD = new Proposal(
            List.of(80_000L, 88_674L), List.of(schedule(List.of(19_952L, 0L), List.of(0L, 18_000L), 84_210L)));

    private Sessions() {}

    static SessionBook worked() {
        return session(List.of(TARIFF, TARIFF), List.of(storage("st", 100_000, 40_000)));
    }

    static SessionBook session(List<Tariff> tariffs, List<StorageOrder> storages) {
        Order sell = order("noon", Side.SELL, 30_000, 80_000);
        Order buy = order("evening", Side.BUY, 18_000, 300_000);
        return new SessionBook(
                tariffs,
                List.of(
                        OrderBook.of("s-000", tariffs.get(0), List.of(sell)),
                        OrderBook.of("s-001", tariffs.get(1), List.of(buy))),
                storages);
    }

    static Order order(String id, Side side, long wh, long limitMicro) {
        return new Order(id, "owner-" + id, side, List.of(OrderStep.of(wh, limitMicro)));
    }

    /** Empty at both ends, 5 % lost each way, no wear, nothing else behind the meter. */
    static StorageOrder storage(String id, long capacityWh, long powerWh) {
        List<Long> power = List.of(powerWh, powerWh);
        return new StorageOrder(
                id,
                "owner-" + id,
                NetPosition.withoutMargin(List.of(0L, 0L)),
                new Store(
                        new Store.Levels(capacityWh, 0, 0),
                        new Store.Power(power, power, 950, 1053),
                        0,
                        3 * capacityWh));
    }

    static StorageSchedule schedule(List<Long> charge, List<Long> discharge, long value) {
        return schedule("st", charge, discharge, value);
    }

    static StorageSchedule schedule(String id, List<Long> charge, List<Long> discharge, long value) {
        return new StorageSchedule(
                id, charge, discharge, new ArrayList<>(Collections.nCopies(charge.size(), value)), 0);
    }
}

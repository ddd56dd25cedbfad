package org.gridbourse.market.storage;

import java.math.BigInteger;
import java.util.List;
import java.util.TreeSet;
import org.gridbourse.market.order.StorageOrder;
import org.gridbourse.market.order.Store;
import org.gridbourse.market.tariff.Tariff;

/**
 * The bound of section 5 written from the text, slowly and without limit: each period's best is found among all corners of
 * what can be charged and discharged, and all places where its worth bends.
 */
final class NaiveStorageCheck {
    private final StorageOrder order;
    private final List<Tariff> tariffs;
    private final List<Long> prices;

    NaiveStorageCheck(StorageOrder order, List<Tariff> tariffs, List<Long> prices) {
        this.order = order;
        this.tariffs = tariffs;
        this.prices = prices;
    }

    /** What a period is worth [nano] to the owner, wear included. */
    long worth(int t, long charge, long discharge, long soldWh) {
        Tariff tariff = tariffs.get(t);
        long price = prices.get(t);
        long fee = tariff.gridFee().microPerKwh();
        long floor = tariff.floor().microPerKwh();
        long net = order.net().netWh().get(t);
        long storage = charge - discharge;
        long cost = order.store().wearMicroPerKwh() * (charge + discharge);
        long bid = order.net().bidMicro(tariff);
        long ask = order.net().askMicro(tariff);
        if (net < 0) {
            long own = Math.min(Math.max(storage, 0), -net);
            long counted = price >= ask ? price : Math.min(ask, price + fee);
            cost -= counted * (-net - own);
            storage -= own;
        } else {
            long own = Math.min(Math.max(-storage, 0), net);
            long counted = price <= bid ? price + fee : Math.max(bid + fee, price);
            cost += counted * (net - own);
            storage += own;
        }
        if (storage >= 0) {
            return -cost - (price + fee) * storage;
        }
        long rest = price == floor ? Math.min(floor, tariff.feedIn().microPerKwh()) : price;
        long sold = Math.min(-storage, soldWh);
        return -cost + (rest < price ? price * sold + rest * (-storage - sold) : price * -storage);
    }

    BigInteger boundPico(StorageSchedule values, long[] soldWh) {
        Store store = order.store();
        List<Long> value = values.storedValuePicoPerMilliWh();
        BigInteger bound = product(value.get(0), store.levels().startMilliWh())
                .subtract(product(value.get(value.size() - 1), store.levels().endMinMilliWh()))
                .add(product(values.throughputValuePicoPerMilliWh(), 1000 * store.throughputMaxWh()));
        for (int t = 0; t < value.size(); t++) {
            bound = bound.add(best(t, values, soldWh[t]));
            if (t > 0) {
                bound = bound.add(product(
                        Math.max(0, value.get(t) - value.get(t - 1)),
                        1000 * store.levels().capacityWh()));
            }
        }
        return bound;
    }

    private BigInteger best(int t, StorageSchedule values, long soldWh) {
        Store.Power power = order.store().power();
        long mostCharge = power.chargeMaxWh().get(t);
        long mostDischarge = power.dischargeMaxWh().get(t);
        long net = order.net().netWh().get(t);
        TreeSet<Long> bends = new TreeSet<>(List.of(0L, -net, -soldWh, -net - soldWh, Math.min(-net, 0) - soldWh));
        BigInteger best = null;
        for (long bend : bends) {
            for (long[] point : new long[][] {
                {0, 0}, {mostCharge, 0}, {0, mostDischarge}, {mostCharge, mostDischarge},
                {0, -bend}, {mostCharge, mostCharge - bend}, {bend, 0}, {bend + mostDischarge, mostDischarge}
            }) {
                if (point[0] >= 0 && point[0] <= mostCharge && point[1] >= 0 && point[1] <= mostDischarge) {
                    BigInteger worth = product(1000, worth(t, point[0], point[1], soldWh))
                            .add(product(
                                    values.storedValuePicoPerMilliWh().get(t),
                                    power.storedMilliPerWh() * point[0] - power.drawnMilliPerWh() * point[1]))
                            .subtract(product(1000 * (point[0] + point[1]), values.throughputValuePicoPerMilliWh()));
                    best = best == null ? worth : best.max(worth);
                }
            }
        }
        return best;
    }

    private static BigInteger product(long one, long other) {
        return BigInteger.valueOf(one).multiply(BigInteger.valueOf(other));
    }
}

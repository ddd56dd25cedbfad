package org.gridbourse.cli.simulate;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.gridbourse.market.clearing.Fill;
import org.gridbourse.market.order.Store;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.storage.CheckedStorage;
import org.gridbourse.market.storage.ClearedPeriod;
import org.gridbourse.market.storage.JointClearing;
import org.gridbourse.market.tariff.Tariff;

/**
 * Who sets a price: where it lies inside the band, whoever is filled in part, or runs a storage neither in full nor not at
 * all. The fewer they are, the more one of them can move by what it says.
 */
final class PriceSetters {
    private PriceSetters() {}

    /** Their participants' ids. */
    static Set<String> of(JointClearing clearing, List<Tariff> tariffs) {
        Set<String> setters = new TreeSet<>();
        for (int t = 0; t < tariffs.size(); t++) {
            ClearedPeriod period = clearing.periods().get(t);
            if (period.volumeWh() == 0 || isAtAnEnd(period.price().orElseThrow(), tariffs.get(t))) {
                continue;
            }
            for (Fill fill : period.fills()) {
                if (!fill.filled().isZero()
                        && fill.filled().compareTo(fill.order().quantity()) < 0) {
                    setters.add(fill.order().participantId());
                }
            }
            for (CheckedStorage storage : clearing.storage()) {
                if (runsInPart(storage, t)) {
                    setters.add(storage.order().participantId());
                }
            }
        }
        return setters;
    }

    private static boolean isAtAnEnd(UnitPrice price, Tariff tariff) {
        return price.equals(tariff.floor()) || price.equals(tariff.cap());
    }

    private static boolean runsInPart(CheckedStorage storage, int t) {
        Store.Power power = storage.order().store().power();
        return isPart(storage.schedule().chargeWh().get(t), power.chargeMaxWh().get(t))
                || isPart(
                        storage.schedule().dischargeWh().get(t),
                        power.dischargeMaxWh().get(t));
    }

    private static boolean isPart(long wh, long mostWh) {
        return wh > 0 && wh < mostWh;
    }
}

package org.gridbourse.cli.simulate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;

/** What a delivered period costs everybody. */
interface Settling {

    /**
     * Settles a period.
     *
     * @param takenWh measured import (positive) or export per participant
     */
    Money settle(Tariff tariff, List<Trade> trades, Map<String, Long> takenWh);

    /**
     * The money of a period.
     *
     * @param netNano what each participant gets (positive) or pays
     * @param fundNano what the fund gets, which is the participants' money
     * @param pooledWh what met peers without an order
     */
    record Money(Map<String, Long> netNano, long fundNano, long pooledWh) {}

    /** For comparison only: every deviation is settled with the grid, as in the first edition of the rulebook. */
    static Money withTheGridAlone(Tariff tariff, List<Trade> trades, Map<String, Long> takenWh) {
        Map<String, Long> nets = new TreeMap<>();
        long retail = tariff.retail().microPerKwh();
        long feedIn = tariff.feedIn().microPerKwh();
        long fee = tariff.gridFee().microPerKwh();
        takenWh.forEach((id, taken) -> {
            long sold = 0;
            long nano = 0;
            for (Trade trade : trades) {
                long wh = trade.quantity().wh();
                long price = trade.price().microPerKwh();
                if (trade.seller().equals(id)) {
                    sold += wh;
                    nano += wh * price;
                } else if (trade.buyer().equals(id)) {
                    sold -= wh;
                    nano -= wh * price;
                }
            }
            long given = -taken;
            if (sold > 0) {
                long missing = Math.max(0, sold - Math.max(0, given));
                nano -= missing * (retail - fee);
                nano += Math.max(0, given - sold) * feedIn - Math.max(0, taken) * retail;
            } else {
                long bought = -sold;
                long used = Math.min(bought, Math.max(0, taken));
                nano -= used * fee;
                nano += (bought - used + Math.max(0, given)) * feedIn;
                nano -= Math.max(0, taken - bought) * retail;
            }
            nets.put(id, nano);
        });
        return new Money(nets, 0, 0);
    }
}

package org.gridbourse.market.order;

import java.util.List;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.tariff.Tariff;

/**
 * What stands behind the same meter as a storage, and at which limit prices its owner deals in it.
 *
 * @param netWh consumption less generation per period [Wh], negative where energy is left over
 * @param bidMarginPermille 0 to 1000; missing energy is bid at cap - margin x spread, rounded down
 * @param askMarginPermille 0 to 1000; energy left over is asked at floor + margin x spread, rounded up
 */
public record NetPosition(List<Long> netWh, long bidMarginPermille, long askMarginPermille) {
    /** A whole spread. */
    static final int PERMILLE = 1000;

    public NetPosition {
        netWh = List.copyOf(netWh);
        for (long net : netWh) {
            StorageOrder.requireWithin("netWh", net, -StorageOrder.MOST_WH, StorageOrder.MOST_WH);
        }
        requireMargin("bidMarginPermille", bidMarginPermille);
        requireMargin("askMarginPermille", askMarginPermille);
    }

    /** Every Wh is dealt in at whatever price the period has. */
    public static NetPosition withoutMargin(List<Long> netWh) {
        return new NetPosition(netWh, 0, 0);
    }

    /** The limit price of missing energy [micro/kWh]: cap - margin x spread, rounded down, at least the floor. */
    public long bidMicro(Tariff tariff) {
        return Math.max(tariff.floor().microPerKwh(), tariff.cap().microPerKwh() - margin(bidMarginPermille, tariff));
    }

    /** The limit price of energy left over [micro/kWh]: floor + margin x spread, rounded up, at most the cap. */
    public long askMicro(Tariff tariff) {
        return Math.min(tariff.cap().microPerKwh(), tariff.floor().microPerKwh() + margin(askMarginPermille, tariff));
    }

    private static long margin(long permille, Tariff tariff) {
        return -Math.floorDiv(-permille * tariff.spread().microPerKwh(), (long) PERMILLE);
    }

    private static void requireMargin(String name, long permille) {
        if (permille < 0 || permille > PERMILLE) {
            throw new RefusedException(
                    Refusal.STORAGE_ORDER_INVALID, "%s (%s) must be within 0..1000".formatted(name, permille));
        }
    }
}

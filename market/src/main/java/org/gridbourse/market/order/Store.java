package org.gridbourse.market.order;

import java.util.List;

/**
 * A storage as its owner offers it. Its state of charge is linear in integers: each charged Wh stores {@code
 * storedMilliPerWh}, each discharged Wh draws {@code drawnMilliPerWh}; nothing is rounded.
 *
 * @param levels what it can hold and must hold
 * @param power what it can take and give per period
 * @param wearMicroPerKwh what charged and discharged energy costs its owner [micro/kWh], not negative
 * @param throughputMaxWh charged and discharged energy of the session together, at most [Wh]
 */
public record Store(Levels levels, Power power, long wearMicroPerKwh, long throughputMaxWh) {
    private static final long MILLI = 1000;
    private static final long MOST_DRAWN = 1_000_000;
    private static final long MOST_WEAR = 9_000_000_000L;

    public Store {
        StorageOrder.requireWithin("wearMicroPerKwh", wearMicroPerKwh, 0, MOST_WEAR);
        StorageOrder.requireWithin("throughputMaxWh", throughputMaxWh, 0, MILLI * StorageOrder.MOST_WH);
    }

    /**
     * Energy inside the storage.
     *
     * @param capacityWh the most it holds [Wh]
     * @param startMilliWh what it holds before the first period [milli-Wh], at most the capacity
     * @param endMinMilliWh what it must hold after the last period [milli-Wh]
     */
    public record Levels(long capacityWh, long startMilliWh, long endMinMilliWh) {
        public Levels {
            StorageOrder.requireWithin("capacityWh", capacityWh, 0, StorageOrder.MOST_WH);
            StorageOrder.requireWithin("startMilliWh", startMilliWh, 0, MILLI * capacityWh);
            StorageOrder.requireWithin("endMinMilliWh", endMinMilliWh, 0, MILLI * StorageOrder.MOST_WH);
        }

        /** The capacity in the unit of the state of charge. */
        public long capacityMilliWh() {
            return MILLI * capacityWh;
        }
    }

    /**
     * Power and losses.
     *
     * @param chargeMaxWh the most that it takes, per period [Wh]; 0 where it is not there
     * @param dischargeMaxWh the most that it gives, per period [Wh]
     * @param storedMilliPerWh milli-Wh stored per Wh taken, 1 to 1000
     * @param drawnMilliPerWh milli-Wh drawn per Wh given, at least 1000
     */
    public record Power(
            List<Long> chargeMaxWh, List<Long> dischargeMaxWh, long storedMilliPerWh, long drawnMilliPerWh) {
        public Power {
            chargeMaxWh = List.copyOf(chargeMaxWh);
            dischargeMaxWh = List.copyOf(dischargeMaxWh);
            chargeMaxWh.forEach(each -> StorageOrder.requireWithin("chargeMaxWh", each, 0, StorageOrder.MOST_WH));
            dischargeMaxWh.forEach(each -> StorageOrder.requireWithin("dischargeMaxWh", each, 0, StorageOrder.MOST_WH));
            StorageOrder.requireWithin("storedMilliPerWh", storedMilliPerWh, 1, MILLI);
            StorageOrder.requireWithin("drawnMilliPerWh", drawnMilliPerWh, MILLI, MOST_DRAWN);
        }
    }

    /** Whether charging as much as all limits allow reaches the level that the end demands. */
    boolean canReachItsEnd() {
        return reachMilliWh() >= levels.endMinMilliWh();
    }

    /** What it holds at the end when it charges as much as all limits allow and gives nothing [milli-Wh]. */
    public long reachMilliWh() {
        long levelMilliWh = levels.startMilliWh();
        long leftWh = throughputMaxWh;
        for (long mostWh : power.chargeMaxWh()) {
            long roomWh = (levels.capacityMilliWh() - levelMilliWh) / power.storedMilliPerWh();
            long chargedWh = Math.min(Math.min(mostWh, roomWh), leftWh);
            levelMilliWh += power.storedMilliPerWh() * chargedWh;
            leftWh -= chargedWh;
        }
        return levelMilliWh;
    }
}

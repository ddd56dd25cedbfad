package org.gridbourse.market.storage;

import java.util.List;

/**
 * The part of a proposal that concerns one storage order: when it runs, and the values that prove that its owner could
 * hardly do better at the proposed prices.
 *
 * @param orderId the order
 * @param chargeWh charged energy per period [Wh], at the terminals
 * @param dischargeWh discharged energy per period [Wh], at the terminals
 * @param storedValuePicoPerMilliWh what stored energy is worth in each period [pico per milli-Wh], not negative
 * @param throughputValuePicoPerMilliWh what a unit of throughput is worth [pico per milli-Wh], not negative
 */
public record StorageSchedule(
        String orderId,
        List<Long> chargeWh,
        List<Long> dischargeWh,
        List<Long> storedValuePicoPerMilliWh,
        long throughputValuePicoPerMilliWh) {
    public StorageSchedule {
        chargeWh = List.copyOf(chargeWh);
        dischargeWh = List.copyOf(dischargeWh);
        storedValuePicoPerMilliWh = List.copyOf(storedValuePicoPerMilliWh);
    }
}

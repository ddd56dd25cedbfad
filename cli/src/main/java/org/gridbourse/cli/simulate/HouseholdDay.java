package org.gridbourse.cli.simulate;

import java.util.Optional;

/**
 * A household on one day.
 *
 * @param household who
 * @param measuredWh consumption less generation per period, as it will be
 * @param expectedWh the same as expected when the orders are given
 */
record HouseholdDay(Household household, long[] measuredWh, long[] expectedWh) {
    String id() {
        return household.id();
    }

    Optional<Battery> battery() {
        return household.battery();
    }

    long consumedWh() {
        long consumed = 0;
        for (long wh : measuredWh) {
            consumed += Math.max(0, wh);
        }
        return consumed;
    }
}

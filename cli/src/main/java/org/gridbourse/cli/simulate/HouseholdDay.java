package org.gridbourse.cli.simulate;

import java.util.Optional;

/**
 * A household on one day.
 *
 * @param household who
 * @param measuredWh consumption less generation per period, as it will be
 * @param expectedWh the same as expected when the orders are given
 * @param generation what its plants give of it
 * @param consumedWh all that it consumes, whoever generates it
 */
record HouseholdDay(Household household, long[] measuredWh, long[] expectedWh, Generation generation, long consumedWh) {
    String id() {
        return household.id();
    }

    Optional<Battery> battery() {
        return household.battery();
    }
}

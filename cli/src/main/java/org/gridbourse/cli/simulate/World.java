package org.gridbourse.cli.simulate;

import java.util.List;
import org.gridbourse.market.tariff.Tariff;

/**
 * A community to simulate.
 *
 * @param name for reports
 * @param currency for reports
 * @param periodMinutes length of a delivery period
 * @param tariffs one per period of a day, the same every day
 * @param households in ascending id
 */
record World(String name, String currency, int periodMinutes, List<Tariff> tariffs, List<Household> households) {
    World {
        tariffs = List.copyOf(tariffs);
        households = List.copyOf(households);
    }

    int periods() {
        return tariffs.size();
    }

    /** The highest retail price [micro/kWh]. */
    long highestRetailMicro() {
        return tariffs.stream()
                .mapToLong(tariff -> tariff.retail().microPerKwh())
                .max()
                .orElseThrow();
    }
}

package org.gridbourse.market.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.gridbourse.market.delivery.Gap.Contracted;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.MeterSeries.Known;
import org.junit.jupiter.api.Test;

class MeterSeriesTest {
    private static final Registers OPENING = registers(100, 50);

    @Test
    void what_flowed_in_a_period_is_the_difference_of_its_registers() {
        MeterSeries series = MeterSeries.of(OPENING, List.of(read(0, 130, 50), read(1, 130, 75)), period -> true);

        SortedMap<Integer, Known> energies = series.energies(period -> Contracted.NOTHING);

        // 130 - 100 in, nothing out; then nothing in, 75 - 50 out
        assertThat(energies).hasSize(2);
        assertThat(energies.get(0)).isEqualTo(new Known(energy(30, 0), Quality.MEASURED));
        assertThat(energies.get(1)).isEqualTo(new Known(energy(0, 25), Quality.MEASURED));
    }

    @Test
    void what_flowed_over_a_gap_is_shared_out_by_contract_and_estimated() {
        MeterSeries series = MeterSeries.of(OPENING, List.of(read(2, 190, 50)), period -> true);

        SortedMap<Integer, Known> energies = series.energies(period -> period == 1
                ? Contracted.NOTHING
                : new Contracted(Optional.of(Side.BUY), new Energy(period == 0 ? 10 : 20)));

        // 90 in over three periods in which 10, 0 and 20 were bought
        assertThat(energies.values()).containsExactly(estimated(30), estimated(0), estimated(60));
    }

    @Test
    void a_meter_put_in_during_the_session_measures_from_the_first_period_in_which_it_is_expected() {
        MeterSeries series = MeterSeries.of(OPENING, List.of(read(2, 140, 50)), period -> period >= 1);

        assertThat(series.firstPeriod()).isEqualTo(1);
        assertThat(series.energies(period -> Contracted.NOTHING)).containsOnlyKeys(1, 2);
    }

    @Test
    void a_meter_without_a_reading_has_measured_nothing() {
        assertThat(MeterSeries.of(OPENING, List.of(), period -> true).energies(period -> Contracted.NOTHING))
                .isEmpty();
    }

    private static Known estimated(long importWh) {
        return new Known(energy(importWh, 0), Quality.ESTIMATED);
    }

    private static MeteredEnergy energy(long importWh, long exportWh) {
        return new MeteredEnergy(new Energy(importWh), new Energy(exportWh));
    }

    private static Registers registers(long importWh, long exportWh) {
        return new Registers(new Energy(importWh), new Energy(exportWh));
    }

    private static MeterReading read(int period, long importWh, long exportWh) {
        return new MeterReading(
                "m", "s", period, 1, registers(importWh, exportWh), period + 1L, Quality.MEASURED, "signed");
    }
}

package org.gridbourse.market.record;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.gridbourse.market.delivery.Gap;
import org.gridbourse.market.delivery.Gap.Contracted;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.record.MeterReading.Quality;

/**
 * What one meter measured in one session: the energy of each period out of cumulative registers.
 *
 * @param opening registers from which the session counts
 * @param firstPeriod the first period in which it measures
 * @param readings the last revision of each period that was read, periods rising
 */
public record MeterSeries(Registers opening, int firstPeriod, List<MeterReading> readings) {
    public MeterSeries {
        readings = List.copyOf(readings);
    }

    /**
     * A series in which the meter measures from the first period in which it is expected, at the latest from its first
     * reading: one that was put in during the session measures from there on.
     *
     * @param readings the last revision of each period that was read, periods rising
     * @param expected whether the meter should be read at the end of a period
     */
    public static MeterSeries of(Registers opening, List<MeterReading> readings, IntPredicate expected) {
        int firstRead = readings.isEmpty() ? 0 : readings.get(0).period();
        int first = 0;
        while (first < firstRead && !expected.test(first)) {
            first++;
        }
        return new MeterSeries(opening, first, readings);
    }

    /**
     * Energy, and how it is known.
     *
     * @param energy gross
     * @param quality ESTIMATED where it is a share of a gap
     */
    public record Known(MeteredEnergy energy, Quality quality) {
        public static final Known NOTHING = new Known(MeteredEnergy.NONE, Quality.MEASURED);

        public Known plus(Known other) {
            return new Known(energy.plus(other.energy), quality.orWorse(other.quality));
        }
    }

    /**
     * The energy of each period up to the last reading: differences of registers; what flowed over several periods is
     * shared out.
     *
     * @param contracted what the participant contracted in a period, not void
     * @throws org.gridbourse.market.RefusedException where a register falls
     */
    public SortedMap<Integer, Known> energies(IntFunction<Contracted> contracted) {
        SortedMap<Integer, Known> known = new TreeMap<>();
        Registers before = opening;
        int next = firstPeriod;
        for (MeterReading reading : readings) {
            MeteredEnergy energy = reading.registers().since(before);
            if (reading.period() == next) {
                known.put(next, new Known(energy, reading.quality()));
            } else {
                share(next, reading.period(), energy, contracted, known);
            }
            before = reading.registers();
            next = reading.period() + 1;
        }
        return known;
    }

    private static void share(
            int first,
            int last,
            MeteredEnergy energy,
            IntFunction<Contracted> contracted,
            SortedMap<Integer, Known> known) {
        List<Contracted> contracts = new ArrayList<>();
        for (int period = first; period <= last; period++) {
            contracts.add(contracted.apply(period));
        }
        List<MeteredEnergy> shares = new Gap(contracts).split(energy);
        for (int period = first; period <= last; period++) {
            known.put(period, new Known(shares.get(period - first), Quality.ESTIMATED));
        }
    }
}

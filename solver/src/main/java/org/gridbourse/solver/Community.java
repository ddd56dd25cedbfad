package org.gridbourse.solver;

import java.util.Arrays;
import java.util.List;

/**
 * A linear program: a community that shares energy over some periods. Energies in kWh, prices in currency units per kWh.
 *
 * @param bands one per period
 * @param steps what is bought or sold at a limit price inside the band
 * @param owners who has a storage
 */
public record Community(List<Band> bands, List<Step> steps, List<Owner> owners) {
    public Community {
        bands = List.copyOf(bands);
        steps = List.copyOf(steps);
        owners = List.copyOf(owners);
    }

    /**
     * What surrounds the market in a period.
     *
     * @param low what the grid pays for energy that nobody of the community takes
     * @param high what the grid wants for energy that nobody of the community gives, fee not counted
     * @param fee what whoever takes energy pays per kWh for the wires
     * @param demand what is taken whatever the price, less what is given whatever the price
     */
    public record Band(double low, double high, double fee, double demand) {}

    /**
     * Something that is traded at a limit price.
     *
     * @param period in which
     * @param buys whether it is bought
     * @param quantity the most of it
     * @param limit price inside the band
     */
    public record Step(int period, boolean buys, double quantity, double limit) {}

    /**
     * A storage and the net position behind the same meter.
     *
     * @param net consumption less generation per period
     * @param instead what a kWh of it counts where it is not traded; not a number: it always is
     * @param inflow what the storage gains besides, per period
     * @param storage the storage
     */
    public record Owner(double[] net, double[] instead, double[] inflow, Storage storage) {}

    /**
     * A storage.
     *
     * @param chargeMax the most it takes per period
     * @param dischargeMax the most it gives per period
     * @param stored kWh stored per kWh taken
     * @param drawn kWh drawn per kWh given
     * @param levels capacity, start and least end
     * @param wear per charged and discharged kWh
     * @param throughputMax charged and discharged energy together, at most
     */
    public record Storage(
            double[] chargeMax,
            double[] dischargeMax,
            double stored,
            double drawn,
            Levels levels,
            double wear,
            double throughputMax) {
        public Storage {
            // a limit that cannot bind would only spoil the scale of the program
            double all =
                    Arrays.stream(chargeMax).sum() + Arrays.stream(dischargeMax).sum();
            throughputMax = Math.min(throughputMax, all);
        }
    }

    /** Energy inside a storage: the most, at the start, and the least at the end. */
    public record Levels(double capacity, double start, double endMin) {}

    int periods() {
        return bands.size();
    }
}

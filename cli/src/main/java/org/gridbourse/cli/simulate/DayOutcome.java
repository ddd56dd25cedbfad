package org.gridbourse.cli.simulate;

import java.time.LocalDate;
import java.util.List;

/**
 * What a day came to.
 *
 * @param day date
 * @param shares one per participant, in ascending id
 * @param centralCost what one planner who knows the day would have made of it [currency units]
 * @param priceSetters how many owners set a price inside the band
 * @param gapNano certified gap of the joint clearing
 * @param peerWh energy that went from peer to peer, by contract or by settlement
 * @param nanos time to find, and to check, a joint clearing
 * @param exchangeWh what the community takes from the grid per period, without and with the market
 */
record DayOutcome(
        LocalDate day,
        List<Share> shares,
        double centralCost,
        int priceSetters,
        long gapNano,
        long peerWh,
        Nanos nanos,
        Exchange exchangeWh) {

    /**
     * One participant's part [currency units].
     *
     * @param id who
     * @param aloneCost what the day costs it with the grid alone
     * @param marketCost what the day costs it with the market
     * @param consumedWh what it consumed
     */
    record Share(String id, double aloneCost, double marketCost, long consumedWh) {}

    /** Time of the joint clearing. */
    record Nanos(long solver, long check) {}

    /** Energy that crosses the community's border per period [Wh]. */
    record Exchange(long[] alone, long[] market) {}

    double aloneCost() {
        return shares.stream().mapToDouble(Share::aloneCost).sum();
    }

    double marketCost() {
        return shares.stream().mapToDouble(Share::marketCost).sum();
    }

    /** Share of the possible saving that is reached; not a number where nothing can be saved. */
    double score() {
        return score(aloneCost(), marketCost(), centralCost);
    }

    static double score(double alone, double market, double central) {
        double possible = alone - central;
        return possible > NOTHING ? (alone - market) / possible : Double.NaN;
    }

    private static final double NOTHING = 1e-6;

    /** How many pay more than alone, beyond what rounding to whole Wh and the proof's tolerance may cost. */
    long worseOff(double tolerance) {
        return shares.stream()
                .filter(share -> share.marketCost() > share.aloneCost() + tolerance)
                .count();
    }
}

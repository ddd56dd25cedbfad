package org.gridbourse.optimizer.model;

import java.util.Arrays;
import org.gridbourse.optimizer.Storage;
import org.gridbourse.optimizer.UnservableLoadException;

/** Cuts the cost of every step of a store into convex pieces: {@link StageCosts} says how they lie in the arrays. */
final class StageCostsBuilder {
    /** A load that is served to this is served: the accuracy to which a plan balances. */
    private static final double BALANCE_KW = 1e-6;

    private static final double SAME_KW = StageCosts.SAME_KW;

    int[] firstPiece;
    int[] firstPoint;
    double[] point;
    double[] value;
    double[] slope;

    private final SiteDay day;
    private final Weights weights;
    private final GridExchange grid;
    private final Store store;
    private final Neighbours neighbours;
    private final double startCharge;
    private final double minPowerKw;
    private final Kinks kinks = new Kinks();
    int pieces;
    int points;
    /** The step of the day that is being built; {@code step} of the store is the same less its first. */
    private int at;

    StageCostsBuilder(SiteDay day, Weights weights, Store store, Neighbours neighbours, Storage.Running running) {
        this.day = day;
        this.weights = weights;
        this.store = store;
        this.neighbours = neighbours;
        grid = new GridExchange(day, weights);
        startCharge = weights.cost() * running.startCharge();
        minPowerKw = running.minPowerKw();
    }

    /** Scratch of one step while building: kinks in kW at the terminals, slopes per stored kWh between them. */
    private static final class Kinks {
        final double[] kw = new double[32];
        final double[] slope = new double[32];
        int count;

        void add(double power) {
            kw[count++] = power;
        }
    }

    void build() {
        int steps = store.steps.size();
        firstPiece = new int[steps + 1];
        firstPoint = new int[steps * 3 + 1];
        point = new double[steps * 8];
        value = new double[point.length];
        slope = new double[point.length];
        for (int t = 0; t < steps; t++) {
            step(t);
        }
        firstPiece[steps] = pieces;
        firstPoint[pieces] = points;
    }

    private void step(int step) {
        firstPiece[step] = pieces;
        at = store.steps.first() + step;
        double demand = day.loadKw[at] - day.generationKw[at] + neighbours.netKw()[at];
        double lowest =
                Math.max(lowestKw(), grid.lowestDemandKw(at) + neighbours.greenKw()[at] - demand);
        double highest = Math.min(highestKw(), day.importKw - demand);
        if (highest < lowest - BALANCE_KW) {
            throw new UnservableLoadException(day.firstStep + at, lowest - highest);
        }
        findKinks(demand, lowest, Math.max(lowest, highest));
        for (int k = 0; k < kinks.count - 1; k++) {
            kinks.slope[k] = slopeBetween(step, demand, kinks.kw[k], kinks.kw[k + 1]);
        }
        if (startCharge > 0 || minPowerKw > 0) {
            addRunningAndIdle(step, demand);
        } else {
            addConvexPieces(step, demand, 0, kinks.count - 1, 0);
        }
    }

    private double lowestKw() {
        double consumedKw =
                day.loadKw[at] + neighbours.takenKw()[at] - neighbours.ownKw()[at];
        if (store.isFlexible()) {
            // it must take what others may discharge into the site's loads only
            return consumedKw < 0 ? -consumedKw : -store.power.dischargeMaxKw();
        }
        return store.contract.dischargeToGrid()
                ? -store.power.dischargeMaxKw()
                : -Math.min(store.power.dischargeMaxKw(), Math.max(0, consumedKw));
    }

    private double highestKw() {
        return store.contract.chargeFromGrid()
                ? store.power.chargeMaxKw()
                : Math.min(
                        store.power.chargeMaxKw(),
                        Math.max(0, day.generationKw[at] - neighbours.greenKw()[at]));
    }

    /** What could be thrown away: not what a storage may only charge from the plants. */
    private double curtailableKw(double power) {
        double green = neighbours.greenKw()[at] + (store.contract.chargeFromGrid() ? 0 : Math.max(0, power));
        return Math.max(0, day.generationKw[at] - green);
    }

    private void findKinks(double demand, double lowest, double highest) {
        kinks.count = 0;
        kinks.add(lowest);
        kinks.add(highest);
        addInside(0, lowest, highest);
        addInside(minPowerKw, lowest, highest);
        addInside(-minPowerKw, lowest, highest);
        double committed = day.committedKw[at];
        double curtailable = curtailableKw(0);
        addInside(-demand, lowest, highest);
        addInside(-curtailable - demand, lowest, highest);
        addInside(committed - demand, lowest, highest);
        addInside(committed - curtailable - demand, lowest, highest);
        addInside(-day.exportKw - demand, lowest, highest);
        addInside(day.importKw - curtailable - demand, lowest, highest);
        sortKinks();
        if (!exchangeIsConvex()) {
            addCrossings(demand);
            sortKinks();
        }
    }

    private void addInside(double power, double lowest, double highest) {
        if (power > lowest && power < highest) {
            kinks.add(power);
        }
    }

    private void sortKinks() {
        Arrays.sort(kinks.kw, 0, kinks.count);
        int kept = 1;
        for (int k = 1; k < kinks.count; k++) {
            if (kinks.kw[k] - kinks.kw[kept - 1] > SAME_KW) {
                kinks.kw[kept++] = kinks.kw[k];
            }
        }
        kinks.count = kept;
    }

    private boolean exchangeIsConvex() {
        int t = at;
        double low = Math.min(0, day.committedKw[t]) - 1;
        double high = Math.max(0, day.committedKw[t]) + 1;
        double between = day.committedKw[t] / 2;
        double middle = day.committedKw[t] == 0 ? grid.slope(t, low) : grid.slope(t, between);
        return grid.slope(t, low) <= middle && middle <= grid.slope(t, high);
    }

    /** Where curtailing nothing and curtailing all change places, which no other kink marks. */
    private void addCrossings(double demand) {
        int given = kinks.count;
        for (int k = 0; k < given - 1; k++) {
            double low = kinks.kw[k];
            double high = kinks.kw[k + 1];
            double inset = (high - low) * 1e-9;
            splitAtCrossing(at, demand, low + inset, high - inset, 4);
        }
    }

    /** Two lines that are lowest at either end meet at one point; it is a kink unless a third is lower there. */
    private void splitAtCrossing(int t, double demand, double low, double high, int depth) {
        double slopeLow = grid.demandSlope(t, demand + low);
        double slopeHigh = grid.demandSlope(t, demand + high);
        if (depth == 0 || slopeLow <= slopeHigh) {
            return;
        }
        double priceLow = grid.demandPrice(t, demand + low);
        double priceHigh = grid.demandPrice(t, demand + high);
        double crossing = low + (priceHigh - priceLow - slopeHigh * (high - low)) / (slopeLow - slopeHigh);
        if (crossing <= low || crossing >= high) {
            return;
        }
        double expected = priceLow + slopeLow * (crossing - low);
        if (grid.demandPrice(t, demand + crossing) >= expected - 1e-9 * Math.abs(expected)) {
            kinks.add(crossing);
        } else {
            splitAtCrossing(t, demand, low, crossing, depth - 1);
            splitAtCrossing(t, demand, crossing, high, depth - 1);
        }
    }

    private double slopeBetween(int step, double demand, double low, double high) {
        double power = (low + high) / 2;
        double perKwh = curtailableKw(power) == day.generationKw[at]
                ? grid.demandSlope(at, demand + power)
                : (price(demand, high) - price(demand, low)) / (high - low);
        return power > 0
                ? (perKwh + weights.cost() * store.perKwh.charged())
                        / (store.power.chargeEfficiency() * store.scale[step])
                : (perKwh
                                - weights.cost() * store.perKwh.discharged()
                                - weights.carbon() * store.perKwh.carbonDischarged())
                        * store.power.dischargeEfficiency()
                        / store.scale[step];
    }

    private double price(double demand, double power) {
        return grid.demandPrice(at, demand + power, curtailableKw(power));
    }

    private double valueAt(double demand, double power) {
        double wear = power > 0 ? store.perKwh.charged() : store.perKwh.discharged();
        return day.hours
                * (price(demand, power)
                        + weights.cost() * wear * Math.abs(power)
                        + weights.carbon() * store.perKwh.carbonDischarged() * Math.max(-power, 0));
    }

    private void addRunningAndIdle(int t, double demand) {
        int last = kinks.count - 1;
        int discharging = -1;
        int idle = -1;
        int charging = last + 1;
        for (int k = 0; k <= last; k++) {
            if (kinks.kw[k] < 0 && kinks.kw[k] <= -minPowerKw + SAME_KW
                    || kinks.kw[k] == 0 && minPowerKw == 0 && k > 0) {
                discharging = k;
            }
            idle = kinks.kw[k] == 0 ? k : idle;
            if (charging > last && kinks.kw[k] >= minPowerKw - SAME_KW && kinks.kw[k] >= 0 && kinks.kw[last] > 0) {
                charging = k;
            }
        }
        if (discharging >= 0) {
            addConvexPieces(t, demand, 0, discharging, startCharge);
        }
        if (idle >= 0) {
            addConvexPieces(t, demand, idle, idle, 0);
        }
        if (charging <= last) {
            addConvexPieces(t, demand, charging, last, startCharge);
        }
    }

    /** Kinks first to last as pieces, cut wherever the slope falls. */
    private void addConvexPieces(int t, double demand, int first, int last, double charge) {
        beginPiece();
        addPoint(t, demand, first, charge);
        for (int k = first + 1; k < last; k++) {
            // the point of rest stays: throughput turns there
            if (kinks.slope[k] == kinks.slope[k - 1] && kinks.kw[k] != 0) {
                continue;
            }
            slope[points - 1] = kinks.slope[k - 1];
            addPoint(t, demand, k, charge);
            if (kinks.slope[k] < kinks.slope[k - 1]) {
                beginPiece();
                addPoint(t, demand, k, charge);
            }
        }
        if (last > first) {
            slope[points - 1] = kinks.slope[last - 1];
            addPoint(t, demand, last, charge);
        }
    }

    private void beginPiece() {
        if (pieces + 2 > firstPoint.length) {
            firstPoint = Arrays.copyOf(firstPoint, firstPoint.length * 2);
        }
        firstPoint[pieces++] = points;
    }

    private void addPoint(int t, double demand, int kink, double charge) {
        if (points == point.length) {
            point = Arrays.copyOf(point, points * 2);
            value = Arrays.copyOf(value, points * 2);
            slope = Arrays.copyOf(slope, points * 2);
        }
        double power = kinks.kw[kink];
        point[points] = store.storedKwh(t, power);
        value[points++] = valueAt(demand, power) + charge;
    }
}

package org.gridbourse.optimizer.model;

import java.util.Arrays;
import org.gridbourse.optimizer.Storage;
import org.gridbourse.optimizer.UnservableLoadException;

/**
 * The weighted objective of each step as a function of the stored-energy change s (kWh in the store, charging
 * positive): piecewise linear, cut into convex pieces.
 *
 * <p>Arrays are flat: step t has the pieces {@code firstPiece[t]} to {@code firstPiece[t + 1] - 1}; piece q has the
 * points {@code firstPoint[q]} to {@code firstPoint[q + 1] - 1}, ascending; {@code slope[k]} holds between points k and
 * k + 1. A day without start charge, least power, negative prices and sell above buy has one piece per step: the
 * problem is convex then. A running piece contains the start charge; the idle piece, if it stands apart, is the single
 * point 0.
 */
public final class StageCosts {
    /** Kinks nearer than this are one: far below any meter, far above rounding. */
    private static final double SAME_KW = 1e-11;

    /** Share of a throughput limit by which rounding may exceed it. */
    private static final double SAME_SHARE = 1e-10;

    /** One kWh beyond a throughput limit weighs as much as a million kWh at the steepest price. */
    private static final double BEYOND = 1e6;

    /** A load that is served to this is served: the accuracy to which a plan balances. */
    private static final double BALANCE_KW = 1e-6;

    final int steps;
    final int[] firstPiece;
    int[] firstPoint;
    double[] point;
    double[] value;
    double[] slope;
    private final double steepest;
    private final boolean convex;
    private final boolean gaps;
    private final IntervalSet[] changes;
    private final double[] lowest;
    private final double[] highest;

    /** Scratch of one step while building: kinks in kW at the terminals, slopes per stored kWh between them. */
    private static final class Kinks {
        final double[] kw = new double[32];
        final double[] slope = new double[32];
        int count;

        void add(double power) {
            kw[count++] = power;
        }
    }

    /** Of a site's only storage. */
    public StageCosts(SiteDay day, Weights weights) {
        this(day, weights, day.store(), Neighbours.none(day.steps));
    }

    /** Of one store among others; entries are its own steps. */
    StageCosts(SiteDay day, Weights weights, Store store, Neighbours neighbours) {
        this(day, weights, store, neighbours, store.running);
    }

    /** The same day if running cost nothing by itself and had no least power. */
    static StageCosts withoutRunning(SiteDay day, Weights weights, Store store, Neighbours neighbours) {
        return new StageCosts(day, weights, store, neighbours, Storage.Running.FREE);
    }

    private StageCosts(SiteDay day, Weights weights, Store store, Neighbours neighbours, Storage.Running running) {
        Builder builder = new Builder(day, weights, store, neighbours, running);
        steps = store.steps.size();
        firstPiece = new int[steps + 1];
        firstPoint = new int[steps * 3 + 1];
        point = new double[steps * 8];
        value = new double[point.length];
        slope = new double[point.length];
        for (int t = 0; t < steps; t++) {
            builder.step(t);
        }
        firstPiece[steps] = builder.pieces;
        firstPoint[builder.pieces] = builder.points;
        convex = builder.pieces == steps;
        lowest = new double[steps];
        highest = new double[steps];
        for (int t = 0; t < steps; t++) {
            lowest[t] = point[firstPoint[firstPiece[t]]];
            highest[t] = point[firstPoint[firstPiece[t + 1]] - 1];
        }
        gaps = running.minPowerKw() > 0;
        changes = new IntervalSet[gaps ? steps : 0];
        Arrays.setAll(changes, this::unionOfPieces);
        double largest = 0;
        for (int k = 0; k < builder.points; k++) {
            largest = Math.max(largest, Math.abs(slope[k]));
        }
        steepest = largest;
    }

    private StageCosts(StageCosts pieces) {
        steps = pieces.steps;
        firstPiece = new int[steps + 1];
        firstPoint = new int[steps + 1];
        // a hull has no more points than its pieces, and rest
        point = new double[pieces.firstPoint[pieces.firstPiece[steps]] + steps];
        value = new double[point.length];
        slope = new double[point.length];
        int end = 0;
        for (int t = 0; t < steps; t++) {
            firstPiece[t] = t;
            firstPoint[t] = end;
            for (int k = pieces.firstPoint[pieces.firstPiece[t]];
                    k < pieces.firstPoint[pieces.firstPiece[t + 1]];
                    k++) {
                end = addToHull(t, end, pieces.point[k], pieces.value[k]);
            }
            end = addRest(t, end);
            for (int k = firstPoint[t]; k < end - 1; k++) {
                slope[k] = slopeBetween(k, point[k + 1], value[k + 1]);
            }
        }
        firstPiece[steps] = steps;
        firstPoint[steps] = end;
        lowest = pieces.lowest;
        highest = pieces.highest;
        steepest = pieces.steepest;
        convex = true;
        gaps = false;
        changes = new IntervalSet[0];
    }

    /**
     * The highest convex costs that are nowhere above these: what would be left of the day if a step could be mixed of
     * resting and running, and pay for its share of both.
     */
    StageCosts hull() {
        return new StageCosts(this);
    }

    /** Andrew's monotone chain, points coming from left to right; tells where the next point goes. */
    private int addToHull(int t, int end, double newPoint, double newValue) {
        int last = end - 1;
        if (last >= firstPoint[t] && point[last] == newPoint) {
            if (newValue >= value[last]) {
                return end;
            }
            last--;
        }
        while (last > firstPoint[t]
                && slopeBetween(last - 1, point[last], value[last]) >= slopeBetween(last - 1, newPoint, newValue)) {
            last--;
        }
        point[last + 1] = newPoint;
        value[last + 1] = newValue;
        return last + 2;
    }

    /** No segment crosses rest, since throughput turns there. */
    private int addRest(int t, int end) {
        int k = firstPoint[t];
        while (k < end && point[k] < 0) {
            k++;
        }
        if (k == firstPoint[t] || k == end || point[k] == 0) {
            return end;
        }
        double rest = value[k - 1] - slopeBetween(k - 1, point[k], value[k]) * point[k - 1];
        System.arraycopy(point, k, point, k + 1, end - k);
        System.arraycopy(value, k, value, k + 1, end - k);
        point[k] = 0;
        value[k] = rest;
        return end + 1;
    }

    private double slopeBetween(int k, double otherPoint, double otherValue) {
        return (otherValue - value[k]) / (otherPoint - point[k]);
    }

    /** Whether every step has a single convex piece. */
    public boolean convex() {
        return convex;
    }

    /** Largest absolute slope, objective per stored kWh. */
    public double steepest() {
        return steepest;
    }

    public double lowest(int t) {
        return lowest[t];
    }

    public double highest(int t) {
        return highest[t];
    }

    /** What throughput beyond a limit weighs: more than anything that it could gain; rounding is let through. */
    double beyond(double throughputKwh, double limitKwh) {
        double beyond = throughputKwh - limitKwh;
        return beyond > SAME_SHARE * limitKwh + SAME_KW ? BEYOND * steepest * beyond : 0;
    }

    /** Whether the storage charges in the segment that begins at a point; no segment crosses rest. */
    boolean charges(int k) {
        return point[k] + point[k + 1] > 0;
    }

    /** Whether a least power keeps some step from some changes between its lowest and its highest. */
    boolean hasGaps() {
        return gaps;
    }

    /** All changes that the storage can make in a step. */
    IntervalSet changes(int t) {
        return changes[t];
    }

    /** Objective of a step; infinite where the storage cannot go. */
    public double at(int t, double change) {
        double best = inPiece(firstPiece[t], change);
        for (int q = firstPiece[t] + 1; q < firstPiece[t + 1]; q++) {
            double cost = inPiece(q, change);
            best = cost < best ? cost : best;
        }
        return best;
    }

    /** Objective of a step within one convex piece; infinite outside. */
    double inPiece(int q, double change) {
        int first = firstPoint[q];
        int last = firstPoint[q + 1] - 1;
        if (change < point[first] || change > point[last]) {
            return Double.POSITIVE_INFINITY;
        }
        int k = first;
        while (k < last - 1 && change > point[k + 1]) {
            k++;
        }
        return value[k] + slope[k] * (change - point[k]);
    }

    /** The cheapest piece that contains a change, or -1. */
    int cheapestPiece(int t, double change) {
        int cheapest = -1;
        double best = Double.POSITIVE_INFINITY;
        for (int q = firstPiece[t]; q < firstPiece[t + 1]; q++) {
            double cost = inPiece(q, change);
            if (cost < best) {
                best = cost;
                cheapest = q;
            }
        }
        return cheapest;
    }

    private IntervalSet unionOfPieces(int t) {
        int count = firstPiece[t + 1] - firstPiece[t];
        double[] ends = new double[2 * count];
        for (int i = 0; i < count; i++) {
            ends[2 * i] = point[firstPoint[firstPiece[t] + i]];
            ends[2 * i + 1] = point[firstPoint[firstPiece[t] + i + 1] - 1];
        }
        return IntervalSet.union(ends, new double[0]);
    }

    private final class Builder {
        private final SiteDay day;
        private final Weights weights;
        private final GridExchange grid;
        private final Store store;
        private final Neighbours neighbours;
        private final double startCharge;
        private final double minPowerKw;
        private final Kinks kinks = new Kinks();
        private int pieces;
        private int points;
        /** The step of the day that is being built; {@code step} of the store is the same less its first. */
        private int at;

        Builder(SiteDay day, Weights weights, Store store, Neighbours neighbours, Storage.Running running) {
            this.day = day;
            this.weights = weights;
            this.store = store;
            this.neighbours = neighbours;
            grid = new GridExchange(day, weights);
            startCharge = weights.cost() * running.startCharge();
            minPowerKw = running.minPowerKw();
        }

        void step(int step) {
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
}

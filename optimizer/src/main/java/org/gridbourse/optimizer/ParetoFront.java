package org.gridbourse.optimizer;

import java.util.ArrayList;
import java.util.List;
import org.gridbourse.optimizer.model.GridExchange;
import org.gridbourse.optimizer.model.SiteDay;
import org.gridbourse.optimizer.model.StoragePlan;
import org.gridbourse.optimizer.model.StoragePlanner;
import org.gridbourse.optimizer.model.Weights;

/**
 * The efficient compromises of cost and carbon, by weighted sums (Aneja and Nair 1979): between two neighbouring plans
 * the weights that make both equal either find a better plan between them or prove that there is none.
 *
 * <p>On a convex day the front is the line through these plans, and a mixture of two neighbours is a plan on it: the
 * front is given at evenly spaced carbon. On other days it is the plans themselves; others may lie behind the line.
 */
final class ParetoFront {
    private static final int POINTS = 41;
    /** Share of the front's width below which two plans are one. */
    private static final double SAME = 1e-9;

    private final SiteDay day;
    private final long seed;

    ParetoFront(SiteDay day, long seed) {
        this.day = day;
        this.seed = seed;
    }

    /** A plan that some weights make optimal. */
    private record Corner(double[] changeKwh, Weights weights, double cost, double carbonKg) {}

    /** Sorted by carbon, from the cleanest to the cheapest plan. */
    List<ParetoPoint> points() {
        Corner cleanest = corner(Weights.cleanest(day));
        Corner cheapest = corner(Weights.cheapest(day));
        double width = cheapest.carbonKg - cleanest.carbonKg;
        double height = cleanest.cost - cheapest.cost;
        if (width <= SAME * (1 + cheapest.carbonKg) || height <= SAME * (1 + Math.abs(cheapest.cost))) {
            return List.of(point(cheapest.changeKwh, cheapest.weights));
        }
        List<Corner> corners = new ArrayList<>(List.of(cleanest));
        addBetween(cleanest, cheapest, SAME * height, corners);
        corners.add(cheapest);
        return new StoragePlanner(day, cheapest.weights).isConvex() ? evenlySpaced(corners) : asTheyAre(corners);
    }

    private void addBetween(Corner cleaner, Corner cheaper, double same, List<Corner> corners) {
        double carbonPrice = (cleaner.cost - cheaper.cost) / (cheaper.carbonKg - cleaner.carbonKg);
        Corner between = corner(Weights.compromise(day, carbonPrice));
        double onLine = cleaner.cost + carbonPrice * cleaner.carbonKg;
        boolean below = between.cost + carbonPrice * between.carbonKg < onLine - same;
        boolean inside = between.carbonKg > cleaner.carbonKg && between.carbonKg < cheaper.carbonKg;
        if (below && inside) {
            addBetween(cleaner, between, same, corners);
            corners.add(between);
            addBetween(between, cheaper, same, corners);
        }
    }

    private List<ParetoPoint> evenlySpaced(List<Corner> corners) {
        double first = corners.get(0).carbonKg;
        double last = corners.get(corners.size() - 1).carbonKg;
        List<ParetoPoint> points = new ArrayList<>();
        int edge = 0;
        for (int i = 0; i < POINTS; i++) {
            double carbonKg = first + (last - first) * i / (POINTS - 1);
            while (edge < corners.size() - 2 && corners.get(edge + 1).carbonKg <= carbonKg) {
                edge++;
            }
            points.add(mixture(corners.get(edge), corners.get(edge + 1), carbonKg));
        }
        return points;
    }

    private ParetoPoint mixture(Corner cleaner, Corner cheaper, double carbonKg) {
        double share = (carbonKg - cleaner.carbonKg) / (cheaper.carbonKg - cleaner.carbonKg);
        if (share == 0 || share == 1) {
            Corner corner = share == 0 ? cleaner : cheaper;
            return point(corner.changeKwh, corner.weights);
        }
        double[] mixed = new double[day.steps];
        for (int t = 0; t < mixed.length; t++) {
            double from = cleaner.changeKwh[t];
            mixed[t] = from + share * (cheaper.changeKwh[t] - from);
        }
        double carbonPrice = (cleaner.cost - cheaper.cost) / (cheaper.carbonKg - cleaner.carbonKg);
        return point(mixed, Weights.compromise(day, carbonPrice));
    }

    private List<ParetoPoint> asTheyAre(List<Corner> corners) {
        return corners.stream()
                .map(corner -> point(corner.changeKwh, corner.weights))
                .toList();
    }

    private Corner corner(Weights weights) {
        StoragePlan plan = new StoragePlanner(day, weights).plan(seed);
        Schedule schedule = new Schedule(day, new GridExchange(day, weights), plan.powerKw(), plan.values());
        return new Corner(plan.changeKwh(), weights, schedule.cost(), schedule.carbonKg());
    }

    private ParetoPoint point(double[] changeKwh, Weights weights) {
        StoragePlan plan = new StoragePlanner(day, weights).of(changeKwh);
        Schedule schedule = new Schedule(day, new GridExchange(day, weights), plan.powerKw(), plan.values());
        return new ParetoPoint(schedule.cost(), schedule.carbonKg(), schedule.steps());
    }
}

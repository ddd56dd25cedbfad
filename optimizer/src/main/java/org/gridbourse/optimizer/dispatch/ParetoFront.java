package org.gridbourse.optimizer.dispatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gridbourse.optimizer.ParetoPoint;
import org.gridbourse.optimizer.model.GridExchange;
import org.gridbourse.optimizer.model.Planning;
import org.gridbourse.optimizer.model.SiteDay;
import org.gridbourse.optimizer.model.SitePlan;
import org.gridbourse.optimizer.model.Weights;

/**
 * The efficient compromises of cost and carbon, by weighted sums (Aneja and Nair 1979): between two neighbouring plans
 * the weights that make both equal either find a better plan between them or prove that there is none.
 *
 * <p>On a convex day the front is the line through these plans, and a mixture of two neighbours is a plan on it: the
 * front is given at evenly spaced carbon. On other days the weights only find the supported plans, and efficient ones
 * lie behind the line between them. There the day is solved once more for each supported plan with every step kept in
 * its piece (at rest, charging or discharging), which is convex again; at each of the evenly spaced levels of carbon
 * the cheapest of these plans is given (epsilon constraint: Haimes, Lasdon and Wismer 1971), next to the supported ones.
 */
final class ParetoFront {
    private static final int POINTS = 41;
    /** Share of the front's width below which two plans are one. */
    private static final double SAME = 1e-9;
    /** Most supported plans whose pieces are tried; each costs about as much as one front of a convex day. */
    private static final int MOST_PIECES = 12;

    private static final int MOST_PIECES_OF_FLEETS = 2;

    /** Most supported plans of a fleet that is not convex, whose plans are searched one by one. */
    private static final int MOST_CORNERS_OF_FLEETS = 10;

    /** Programs for either end of the front of a fleet. */
    static final int PROGRAMS_OF_ENDS = 1200;
    /** Programs for a plan between them. */
    private static final int PROGRAMS_BETWEEN = 40;

    private final Planning planning;
    private final SitePlan cheapestPlan;
    private final SiteDay day;
    private final long seed;

    /** @param cheapestPlan what the search for least cost has found */
    ParetoFront(Planning planning, SitePlan cheapestPlan, long seed) {
        this.planning = planning;
        this.cheapestPlan = cheapestPlan;
        day = planning.day();
        this.seed = seed;
    }

    /** A plan that some weights make optimal, on the day or in its pieces. */
    private record Corner(SitePlan plan, Weights weights, double cost, double carbonKg) {
        boolean dominates(Corner other) {
            return cost <= other.cost && carbonKg <= other.carbonKg && (cost < other.cost || carbonKg < other.carbonKg);
        }
    }

    /** Sorted by carbon, from the cleanest to the cheapest plan. */
    List<ParetoPoint> points() {
        // sell above buy is no matter where only carbon counts, so both ends are asked
        boolean convex = Stream.of(Weights.cleanest(day), Weights.cheapest(day))
                .allMatch(weights -> planning.planner(weights).isConvex());
        Corner cleanest =
                corner(planning.planner(Weights.cleanest(day)).plan(seed, PROGRAMS_OF_ENDS), Weights.cleanest(day));
        Corner cheapest = corner(cheapestPlan, Weights.cheapest(day));
        int most = convex || planning.isSingle() ? Integer.MAX_VALUE : MOST_CORNERS_OF_FLEETS;
        List<Corner> corners = corners(cleanest, cheapest, this::optimum, most);
        if (corners.size() == 1) {
            return List.of(point(corners.get(0)));
        }
        List<Corner> front = convex ? evenlySpaced(corners, carbonLevels(corners)) : behindTheLine(corners);
        return front.stream().map(this::point).toList();
    }

    /** From the cleanest to the cheapest; one only if both are the same. */
    private List<Corner> corners(Corner cleanest, Corner cheapest, Function<Weights, Corner> solver, int most) {
        double width = cheapest.carbonKg - cleanest.carbonKg;
        double height = cleanest.cost - cheapest.cost;
        if (width <= SAME * (1 + cheapest.carbonKg) || height <= SAME * (1 + Math.abs(cheapest.cost))) {
            return List.of(cheapest);
        }
        List<Corner> corners = new ArrayList<>(List.of(cleanest, cheapest));
        PriorityQueue<Edge> open =
                new PriorityQueue<>(Comparator.comparingDouble(Edge::area).reversed());
        open.add(new Edge(cleanest, cheapest));
        while (!open.isEmpty() && corners.size() < most) {
            Edge edge = open.poll();
            Corner between = solver.apply(Weights.compromise(day, edge.carbonPrice()));
            if (edge.isBehind(between, SAME * height)) {
                corners.add(between);
                open.add(new Edge(edge.cleaner, between));
                open.add(new Edge(between, edge.cheaper));
            }
        }
        corners.sort(Comparator.comparingDouble(Corner::carbonKg));
        return corners;
    }

    /** Two plans between which others may be. */
    private record Edge(Corner cleaner, Corner cheaper) {
        double area() {
            return (cleaner.cost - cheaper.cost) * (cheaper.carbonKg - cleaner.carbonKg);
        }

        /** At which both are as good. */
        double carbonPrice() {
            return (cleaner.cost - cheaper.cost) / (cheaper.carbonKg - cleaner.carbonKg);
        }

        /** Whether a plan lies between them and below the line. */
        boolean isBehind(Corner between, double same) {
            double onLine = cleaner.cost + carbonPrice() * cleaner.carbonKg;
            boolean below = between.cost + carbonPrice() * between.carbonKg < onLine - same;
            return below
                    && between.carbonKg > cleaner.carbonKg
                    && between.carbonKg < cheaper.carbonKg
                    && between.cost < cleaner.cost
                    && between.cost > cheaper.cost;
        }
    }

    private static double[] carbonLevels(List<Corner> corners) {
        double first = corners.get(0).carbonKg;
        double last = corners.get(corners.size() - 1).carbonKg;
        double[] levels = new double[POINTS];
        Arrays.setAll(levels, i -> first + (last - first) * i / (POINTS - 1));
        return levels;
    }

    /** At each level of carbon that lies between them. */
    private List<Corner> evenlySpaced(List<Corner> corners, double[] carbonLevels) {
        List<Corner> points = new ArrayList<>();
        int edge = 0;
        for (double carbonKg : carbonLevels) {
            while (edge < corners.size() - 2 && corners.get(edge + 1).carbonKg <= carbonKg) {
                edge++;
            }
            double least = corners.get(edge).carbonKg;
            double most = corners.get(edge + 1).carbonKg;
            double between = Math.max(least, Math.min(most, carbonKg));
            if (Math.abs(between - carbonKg) <= SAME * (1 + carbonKg)) {
                points.add(mixture(corners.get(edge), corners.get(edge + 1), between));
            }
        }
        return points;
    }

    private Corner mixture(Corner cleaner, Corner cheaper, double carbonKg) {
        double share = (carbonKg - cleaner.carbonKg) / (cheaper.carbonKg - cleaner.carbonKg);
        if (share == 0 || share == 1) {
            return share == 0 ? cleaner : cheaper;
        }
        double carbonPrice = (cleaner.cost - cheaper.cost) / (cheaper.carbonKg - cleaner.carbonKg);
        Weights weights = Weights.compromise(day, carbonPrice);
        return corner(planning.planner(weights).mixture(cleaner.plan, cheaper.plan, share), weights);
    }

    private List<Corner> behindTheLine(List<Corner> supported) {
        double[] levels = carbonLevels(supported);
        List<Corner> plans = new ArrayList<>(supported);
        int tried = Math.min(planning.isSingle() ? MOST_PIECES : MOST_PIECES_OF_FLEETS, supported.size());
        for (int i = 0; i < tried; i++) {
            Corner kept = supported.get((int) ((long) i * (supported.size() - 1) / Math.max(1, tried - 1)));
            List<Corner> inPieces = corners(
                    inPieces(kept, Weights.cleanest(day)),
                    inPieces(kept, Weights.cheapest(day)),
                    weights -> inPieces(kept, weights),
                    planning.isSingle() ? Integer.MAX_VALUE : MOST_CORNERS_OF_FLEETS);
            plans.addAll(inPieces.size() == 1 ? inPieces : evenlySpaced(inPieces, levels));
        }
        plans.sort(Comparator.comparingDouble(Corner::carbonKg).thenComparingDouble(Corner::cost));
        List<Corner> efficient = new ArrayList<>();
        double width = levels[POINTS - 1] - levels[0];
        for (Corner plan : plans) {
            boolean behind = plans.stream().anyMatch(other -> other.dominates(plan));
            boolean again = !efficient.isEmpty()
                    && plan.carbonKg - efficient.get(efficient.size() - 1).carbonKg <= SAME * width;
            if (!behind && !again) {
                efficient.add(plan);
            }
        }
        return efficient;
    }

    private Corner optimum(Weights weights) {
        return corner(planning.planner(weights).plan(seed, PROGRAMS_BETWEEN), weights);
    }

    private Corner inPieces(Corner kept, Weights weights) {
        return corner(planning.planner(weights).inPiecesOf(kept.plan), weights);
    }

    private Corner corner(SitePlan plan, Weights weights) {
        Schedule schedule = new Schedule(day, new GridExchange(day, weights), plan.devices());
        return new Corner(plan, weights, schedule.cost(), schedule.carbonKg());
    }

    private ParetoPoint point(Corner corner) {
        Schedule schedule = new Schedule(day, new GridExchange(day, corner.weights), corner.plan.devices());
        return new ParetoPoint(schedule.cost(), schedule.carbonKg(), schedule.steps(corner.plan.values()));
    }
}

package org.gridbourse.solver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.StorageOrder;
import org.gridbourse.market.storage.JointClearing;
import org.gridbourse.market.storage.Proposal;
import org.gridbourse.market.storage.SessionBook;
import org.gridbourse.market.storage.StorageSchedule;
import org.gridbourse.market.tariff.Tariff;

/**
 * Finds a proposal for a session: prices, schedules in whole Wh, and the values that prove them.
 *
 * <p>Where equilibrium prices are not unique they form a lattice with one lowest and one highest vector; the proposal has
 * the middle of the two. They are the prices of the same community with a trifle more supply, and with as much more
 * demand.
 */
public final class JointSolver {
    /** How this solver calls itself. */
    public static final String NAME = "interior-point";

    /** What is added to demand, and to supply, in each period [kWh]. */
    private static final double TRIFLE_KWH = 1e-4;
    /** Prices closer to a limit than this [micro/kWh] are at it. */
    private static final double SNAP_MICRO = 4;

    private static final double TO_MICRO = 1e6;
    /** How often own use is found again before prices are taken as they are. */
    private static final int MOST_ROUNDS = 12;
    /** How far from full and empty storages are kept, so that they meet both in whole Wh; tried in this order. */
    private static final List<Rounding.Reserve> RESERVES = List.of(
            new Rounding.Reserve(1, false),
            new Rounding.Reserve(2.5, false),
            new Rounding.Reserve(2, true),
            new Rounding.Reserve(0, false));

    private final SessionBook book;
    /** Whether values must be found owner by owner. */
    private boolean ownValues;

    JointSolver(SessionBook book) {
        this.book = book;
    }

    /** A proposal that the market has checked, with what it leads to. */
    public record Found(Proposal proposal, JointClearing clearing) {}

    /** The best that is found; empty where nothing passes the market's check. */
    public static Optional<Found> propose(SessionBook book) {
        JointSolver solver = new JointSolver(book);
        Community community = SessionProgram.of(book);
        Solution solution = InteriorPoint.solve(community);
        Optional<OwnUse> ownUse = OwnUse.in(community, solution);
        for (int round = 0; round < MOST_ROUNDS && ownUse.isPresent(); round++) {
            solution = ownUse.get().whole(InteriorPoint.solve(ownUse.get().rest()));
            OwnUse grown = ownUse.get().grown(solution);
            if (grown.isLike(ownUse.get())) {
                break;
            }
            ownUse = Optional.of(grown);
        }
        solver.ownValues = ownUse.isPresent();
        community = ownUse.map(OwnUse::rest).orElse(community);
        Solution only = solution;
        Solution lowest = InteriorPoint.solve(shifted(community, -TRIFLE_KWH));
        Solution highest = InteriorPoint.solve(shifted(community, TRIFLE_KWH));
        return solver.passing(solution, lowest, highest).or(() -> solver.passing(only, only, only));
    }

    /** The first rounding of a solution that the market's check lets pass, at the middle of two price vectors. */
    Optional<Found> passing(Solution solution, Solution lowest, Solution highest) {
        for (Rounding.Reserve reserve : RESERVES) {
            Optional<Found> found = checked(proposal(solution, lowest, highest, reserve));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    static Community shifted(Community community, double moreDemand) {
        List<Community.Band> bands = new ArrayList<>();
        for (Community.Band band : community.bands()) {
            bands.add(new Community.Band(band.low(), band.high(), band.fee(), band.demand() + moreDemand));
        }
        return new Community(bands, community.steps(), community.owners());
    }

    private Optional<Found> checked(Proposal proposal) {
        try {
            return Optional.of(new Found(proposal, JointClearing.of(book, proposal)));
        } catch (RefusedException refused) {
            return Optional.empty();
        }
    }

    /** What would be proposed, whether or not it passes. */
    Proposal proposal(Solution solution, Solution lowest, Solution highest, Rounding.Reserve reserve) {
        List<Long> prices = new ArrayList<>();
        for (int t = 0; t < book.periods(); t++) {
            prices.add(price(t, TO_MICRO * (lowest.price()[t] + highest.price()[t]) / 2));
        }
        Rounding.Schedules schedules = Rounding.round(book, prices, solution, reserve);
        List<StorageSchedule> storage = new ArrayList<>();
        for (int i = 0; i < book.storageOrders().size(); i++) {
            StorageOrder order = book.storageOrders().get(i);
            Solution low = lowest;
            Solution high = highest;
            int at = i;
            if (ownValues) {
                low = InteriorPoint.solve(SessionProgram.at(prices, order, book.tariffs()));
                high = low;
                at = 0;
            }
            List<Long> values = new ArrayList<>();
            for (int t = 0; t < book.periods(); t++) {
                values.add(value(low.storedValue()[at][t], high.storedValue()[at][t]));
            }
            storage.add(new StorageSchedule(
                    order.orderId(),
                    list(schedules.charge().get(i)),
                    list(schedules.discharge().get(i)),
                    values,
                    value(low.throughputValue()[at], high.throughputValue()[at])));
        }
        return new Proposal(prices, storage);
    }

    private long price(int t, double micro) {
        Tariff tariff = book.tariffs().get(t);
        if (!tariff.takesOrders()) {
            return 0;
        }
        TreeSet<Long> limits = new TreeSet<>();
        for (Order order : book.books().get(t).orders()) {
            for (OrderStep step : order.steps()) {
                limits.add(step.limit().microPerKwh());
            }
        }
        for (StorageOrder order : book.storageOrders()) {
            limits.add(order.net().bidMicro(tariff));
            limits.add(order.net().askMicro(tariff));
        }
        limits.add(tariff.floor().microPerKwh());
        limits.add(tariff.cap().microPerKwh());
        long rounded = (long) Math.floor(micro + 0.02);
        Long below = limits.floor(rounded);
        Long above = limits.ceiling(rounded);
        if (below != null && micro - below < SNAP_MICRO) {
            return below;
        }
        if (above != null && above - micro < SNAP_MICRO) {
            return above;
        }
        return Math.min(Math.max(rounded, limits.first()), limits.last());
    }

    private static long value(double lowest, double highest) {
        return Math.max(0, Math.round(TO_MICRO * (lowest + highest) / 2));
    }

    private static List<Long> list(long[] values) {
        List<Long> list = new ArrayList<>(values.length);
        for (long value : values) {
            list.add(value);
        }
        return list;
    }
}

package org.gridbourse.optimizer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gridbourse.optimizer.SocTarget;
import org.gridbourse.optimizer.UnservableLoadException;

/**
 * The stored energies from which the rest of the day can still be worked: window (18), power limits (19), targets and
 * terminal state.
 *
 * <p>{@code low[t]} and {@code high[t]} (kWh, end of step t) bound what is allowed there. The tube is narrower: from
 * inside it the terminal state can be reached, from outside it cannot. It is an interval per step unless a least power
 * leaves gaps; then it is a set of intervals. A start outside the window recovers as fast as power allows. Targets in
 * order of time and then the terminal state are relaxed to the nearest energy that can be reached; the load never is.
 */
public final class StateTube {
    /** Share of the capacity below which two energies are the same. */
    private static final double SAME = 1e-11;

    /**
     * Most intervals of a step. A storage that runs at one power only, or nearly so, reaches ever more single energies:
     * from more than these on, some stand for all, each with a way to it and on from it.
     */
    private static final int MOST_INTERVALS = 512;

    final double[] low;
    final double[] high;
    final double[] tubeLow;
    final double[] tubeHigh;
    final double start;
    final double tolerance;
    private final SiteDay day;
    private final Store store;
    private final StageCosts costs;
    private final IntervalSet[] tube;
    private final List<String> warnings = new ArrayList<>();

    /** Of a site's only storage. */
    public StateTube(SiteDay day, StageCosts costs) {
        this(day, day.store(), costs);
    }

    StateTube(SiteDay day, Store store, StageCosts costs) {
        this.day = day;
        this.costs = costs;
        this.store = store;
        start = store.energies.start();
        int steps = store.steps.size();
        // counted without self-discharge, energies grow with every step
        tolerance = SAME * store.capacityKwh * (steps == 0 ? 1 : store.scale[steps - 1]);
        low = new double[steps];
        high = new double[steps];
        tubeLow = new double[steps];
        tubeHigh = new double[steps];
        tube = costs.hasGaps() ? new IntervalSet[steps] : null;
        widenWindow();
        if (tube == null) {
            reachForward();
            closeIn();
        } else {
            reachForwardInGaps();
            closeInGaps();
        }
    }

    /** What was relaxed, in words. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** The change nearest to a wanted one that the storage can make in step t and from which the day can go on. */
    double feasible(int t, double energy, double wanted) {
        if (tube == null) {
            double least = costs.lowest(t);
            double most = costs.highest(t);
            double next = clip(energy + clip(wanted, least, most), tubeLow[t], tubeHigh[t]);
            return clip(next - energy, least, most);
        }
        double best = Double.NaN;
        IntervalSet changes = costs.changes(t);
        for (int i = 0; i < changes.size(); i++) {
            // only the intervals below and above the aim can be nearest to it
            int above = tube[t].firstEndingAtOrAbove(energy + clip(wanted, changes.low(i), changes.high(i)));
            for (int k = Math.max(0, above - 1); k < Math.min(tube[t].size(), above + 1); k++) {
                double from = Math.max(changes.low(i), tube[t].low(k) - energy);
                double to = Math.min(changes.high(i), tube[t].high(k) - energy);
                if (from <= to + 2 * tolerance) {
                    double candidate =
                            Math.max(changes.low(i), Math.min(changes.high(i), Math.max(from, Math.min(to, wanted))));
                    best = Double.isNaN(best) || Math.abs(candidate - wanted) < Math.abs(best - wanted)
                            ? candidate
                            : best;
                }
            }
        }
        return best;
    }

    private static double clip(double value, double least, double most) {
        return value < least ? least : value > most ? most : value;
    }

    /** The window, widened for as long as a start outside it needs at full power. */
    private void widenWindow() {
        double least = store.energies.least();
        double most = store.energies.most();
        double recoveredLow = start;
        double recoveredHigh = start;
        for (int t = 0; t < low.length; t++) {
            recoveredLow = Math.min(least * store.scale[t], recoveredLow + Math.max(0, costs.highest(t)));
            recoveredHigh = Math.max(most * store.scale[t], recoveredHigh + Math.min(0, costs.lowest(t)));
            low[t] = recoveredLow;
            high[t] = recoveredHigh;
        }
        if (start < least - tolerance || start > most + tolerance) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "initial state of charge %.6f is outside the window %s to %s: the plan recovers at full power",
                    start / store.capacityKwh,
                    share(least),
                    share(most)));
        }
        for (SocTarget target : store.targets) {
            if (target.step() >= day.firstStep + day.steps) {
                warnings.add("target at the end of step " + target.step() + " is beyond the day: ignored");
            }
        }
    }

    private void reachForward() {
        double reachLow = start;
        double reachHigh = start;
        for (int t = 0; t < low.length; t++) {
            reachHigh = Math.min(high[t], reachHigh + costs.highest(t));
            requireServed(t, reachHigh);
            reachHigh = Math.max(reachHigh, low[t]);
            raiseToTarget(t, reachHigh);
            reachLow = Math.max(low[t], reachLow + costs.lowest(t));
            tubeLow[t] = reachLow;
            tubeHigh[t] = reachHigh;
        }
    }

    private void closeIn() {
        int last = low.length - 1;
        double terminal = terminal(Math.max(tubeLow[last], Math.min(tubeHigh[last], wantedTerminal())));
        tubeLow[last] = terminal;
        tubeHigh[last] = terminal;
        for (int t = last - 1; t >= 0; t--) {
            tubeLow[t] = Math.max(tubeLow[t], tubeLow[t + 1] - costs.highest(t + 1));
            tubeHigh[t] = Math.max(tubeLow[t], Math.min(tubeHigh[t], tubeHigh[t + 1] - costs.lowest(t + 1)));
        }
    }

    private void reachForwardInGaps() {
        IntervalSet reached = IntervalSet.of(start, start);
        for (int t = 0; t < low.length; t++) {
            IntervalSet next = reached.plus(costs.changes(t), false);
            if (!next.isEmpty()) {
                requireServed(t, next.highest());
            }
            next = next.within(low[t], high[t], tolerance);
            if (next.isEmpty()) {
                throw new UnservableLoadException(day.firstStep + store.steps.first() + t, store.running.minPowerKw());
            }
            raiseToTarget(t, next.highest());
            reached = next.within(low[t], high[t], tolerance).thinned(MOST_INTERVALS, wantedTerminal());
            tube[t] = reached;
        }
    }

    private void closeInGaps() {
        int last = low.length - 1;
        double terminal = terminal(tube[last].nearest(wantedTerminal()));
        tube[last] = IntervalSet.of(terminal, terminal);
        for (int t = last - 1; t >= 0; t--) {
            IntervalSet goesOn = tube[t + 1].plus(costs.changes(t + 1), true).within(low[t], high[t], tolerance);
            // what can be reached matters only where some of it stands for all; elsewhere a schedule is in it by itself
            tube[t] = goesOn.size() > MOST_INTERVALS
                    ? goesOn.within(tube[t], tolerance).thinned(MOST_INTERVALS, wantedTerminal())
                    : goesOn;
        }
    }

    private void requireServed(int t, double reachHigh) {
        if (reachHigh < low[t] - 100 * tolerance) {
            double missing = (low[t] - reachHigh) / store.scale[t] * store.power.dischargeEfficiency() / day.hours;
            throw new UnservableLoadException(day.firstStep + store.steps.first() + t, missing);
        }
    }

    private void raiseToTarget(int t, double reachable) {
        for (SocTarget target : store.targets) {
            if (target.step() == day.firstStep + store.steps.first() + t) {
                double wanted = target.socMin() * store.capacityKwh * store.scale[t];
                if (wanted > reachable + tolerance) {
                    warn(t, "target at the end of step " + target.step(), wanted, reachable);
                }
                low[t] = Math.max(low[t], Math.min(wanted, reachable));
            }
        }
    }

    private double wantedTerminal() {
        return store.energies.wanted() * store.scale[low.length - 1];
    }

    private double terminal(double reachable) {
        if (Math.abs(reachable - wantedTerminal()) > tolerance) {
            warn(low.length - 1, "terminal state of charge", wantedTerminal(), reachable);
        }
        low[low.length - 1] = reachable;
        high[high.length - 1] = reachable;
        return reachable;
    }

    private double share(double energyKwh) {
        return Math.rint(energyKwh / store.capacityKwh * 1e12) / 1e12;
    }

    private void warn(int t, String what, double wantedKwh, double reachedKwh) {
        double full = store.capacityKwh * store.scale[t];
        warnings.add(String.format(
                Locale.ROOT, "%s %.6f cannot be reached: relaxed to %.6f", what, wantedKwh / full, reachedKwh / full));
    }
}

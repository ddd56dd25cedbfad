package org.gridbourse.optimizer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gridbourse.optimizer.SocTarget;
import org.gridbourse.optimizer.Storage;
import org.gridbourse.optimizer.UnservableLoadException;

/**
 * The stored energies from which the rest of the day can still be worked: window (18), power limits (19), targets and
 * terminal state.
 *
 * <p>{@code low[t]} and {@code high[t]} (kWh, end of step t) bound what is allowed there; {@code tubeLow} and {@code
 * tubeHigh} are narrower: from inside the tube the terminal state can be reached, from outside it cannot. A start
 * outside the window recovers as fast as power allows. Targets in order of time and then the terminal state are relaxed
 * to the nearest energy that can be reached; the load never is.
 */
public final class StateTube {
    final double[] low;
    final double[] high;
    final double[] tubeLow;
    final double[] tubeHigh;
    final double start;
    final double terminal;
    private final List<String> warnings = new ArrayList<>();

    public StateTube(SiteDay day, StageCosts costs) {
        Storage storage = day.storage().orElseThrow();
        int steps = day.steps;
        start = day.startEnergyKwh();
        low = new double[steps];
        high = new double[steps];
        tubeLow = new double[steps];
        tubeHigh = new double[steps];
        window(storage, costs);
        reachForward(day, storage, costs);
        double wanted = storage.window().socTerminal() * storage.capacityKwh();
        terminal = Math.max(tubeLow[steps - 1], Math.min(tubeHigh[steps - 1], wanted));
        if (terminal != wanted) {
            warn("terminal state of charge", wanted, terminal, storage);
        }
        low[steps - 1] = terminal;
        high[steps - 1] = terminal;
        tubeLow[steps - 1] = terminal;
        tubeHigh[steps - 1] = terminal;
        for (int t = steps - 2; t >= 0; t--) {
            tubeLow[t] = Math.max(tubeLow[t], tubeLow[t + 1] - costs.highest(t + 1));
            tubeHigh[t] = Math.max(tubeLow[t], Math.min(tubeHigh[t], tubeHigh[t + 1] - costs.lowest(t + 1)));
        }
    }

    /** What was relaxed, in words. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** The window, widened for as long as a start outside it needs at full power. */
    private void window(Storage storage, StageCosts costs) {
        double least = storage.window().socMin() * storage.capacityKwh();
        double most = storage.window().socMax() * storage.capacityKwh();
        double recoveredLow = start;
        double recoveredHigh = start;
        for (int t = 0; t < low.length; t++) {
            recoveredLow = Math.min(least, recoveredLow + Math.max(0, costs.highest(t)));
            recoveredHigh = Math.max(most, recoveredHigh + Math.min(0, costs.lowest(t)));
            low[t] = recoveredLow;
            high[t] = recoveredHigh;
        }
        if (start < least || start > most) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "initial state of charge %.4f is outside the window %s to %s: the plan recovers at full power",
                    start / storage.capacityKwh(),
                    storage.window().socMin(),
                    storage.window().socMax()));
        }
    }

    private void reachForward(SiteDay day, Storage storage, StageCosts costs) {
        double reachLow = start;
        double reachHigh = start;
        for (int t = 0; t < low.length; t++) {
            reachHigh = Math.min(high[t], reachHigh + costs.highest(t));
            if (reachHigh < low[t] - 1e-9 * storage.capacityKwh()) {
                double missing = (low[t] - reachHigh) * storage.power().dischargeEfficiency() / day.hours;
                throw new UnservableLoadException(day.firstStep + t, missing);
            }
            reachHigh = Math.max(reachHigh, low[t]);
            for (SocTarget target : storage.socTargets()) {
                if (target.step() == day.firstStep + t) {
                    raise(t, target, reachHigh, storage);
                }
            }
            reachLow = Math.max(low[t], reachLow + costs.lowest(t));
            tubeLow[t] = reachLow;
            tubeHigh[t] = reachHigh;
        }
    }

    private void raise(int t, SocTarget target, double reachable, Storage storage) {
        double wanted = target.socMin() * storage.capacityKwh();
        if (wanted > reachable) {
            warn("target at the end of step " + target.step(), wanted, reachable, storage);
        }
        low[t] = Math.max(low[t], Math.min(wanted, reachable));
    }

    private void warn(String what, double wantedKwh, double reachedKwh, Storage storage) {
        warnings.add(String.format(
                Locale.ROOT,
                "%s %.6f cannot be reached: relaxed to %.6f",
                what,
                wantedKwh / storage.capacityKwh(),
                reachedKwh / storage.capacityKwh()));
    }
}

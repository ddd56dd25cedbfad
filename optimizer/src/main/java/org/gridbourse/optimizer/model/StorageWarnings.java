package org.gridbourse.optimizer.model;

import java.util.List;
import java.util.Locale;
import org.gridbourse.optimizer.SocTarget;

/** Says where one of several storages does not do what its site asks. */
record StorageWarnings(SiteDay day, Store store) {
    private static final double SAME_SHARE = 1e-7;

    void addTo(List<String> warnings, double[] storedKwh, double[] powerKw) {
        int last = storedKwh.length - 1;
        double start = store.energies.start();
        if (start < store.energies.least() - tolerance() || start > store.energies.most() + tolerance()) {
            warnings.add(text(
                    "initial state of charge %.6f is outside the window %.6f to %.6f: the plan recovers",
                    share(start), share(store.energies.least()), share(store.energies.most())));
        }
        for (SocTarget target : store.targets) {
            int i = target.step() - day.firstStep;
            if (i > last) {
                warnings.add(text("target at the end of step %d is beyond the day: ignored", target.step()));
            } else if (i >= 0 && storedKwh[i] < target.socMin() * store.capacityKwh - tolerance()) {
                warnings.add(text(
                        "target at the end of step %d %.6f cannot be reached: relaxed to %.6f",
                        target.step(), target.socMin(), share(storedKwh[i])));
            }
        }
        if (Math.abs(storedKwh[last] - store.energies.wanted()) > tolerance()) {
            warnings.add(text(
                    "terminal state of charge %.6f cannot be reached: relaxed to %.6f",
                    share(store.energies.wanted()), share(storedKwh[last])));
        }
        double limit = store.throughputLimitKwh();
        double throughput = 0;
        for (int i = 0; i < powerKw.length; i++) {
            throughput += Math.abs(store.storedKwh(i, powerKw[i])) / store.scale[i];
        }
        if (throughput > limit + tolerance()) {
            double full = 2 * store.capacityKwh;
            warnings.add(text(
                    "maxFullCycles %.6f cannot be kept with the load and the states asked for: %.6f are needed",
                    limit / full, throughput / full));
        }
    }

    private double tolerance() {
        return SAME_SHARE * store.capacityKwh;
    }

    private double share(double energyKwh) {
        return energyKwh / store.capacityKwh;
    }

    private String text(String format, Object... values) {
        String text = String.format(Locale.ROOT, format, values);
        return day.stores().size() > 1 ? store.name + ": " + text : text;
    }
}

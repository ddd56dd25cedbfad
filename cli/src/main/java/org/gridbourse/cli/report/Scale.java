package org.gridbourse.cli.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A straight line from values to places.
 *
 * @param low value at {@code from}
 * @param high value at {@code to}, above {@code low}
 */
record Scale(double low, double high, double from, double to) {
    private static final double[] ROUND_STEPS = {1, 2, 2.5, 5, 10};

    Scale {
        if (!(high > low)) {
            high = low + 1;
        }
    }

    double at(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    /** Round values within the scale, about {@code wanted} of them. */
    List<Double> ticks(int wanted) {
        double step = roundStep((high - low) / wanted);
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    private static double roundStep(double least) {
        double magnitude = Math.pow(10, Math.floor(Math.log10(least)));
        for (double factor : ROUND_STEPS) {
            if (factor * magnitude >= least) {
                return factor * magnitude;
            }
        }
        return 10 * magnitude;
    }
}

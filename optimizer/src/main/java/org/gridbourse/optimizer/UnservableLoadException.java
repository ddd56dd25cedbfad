package org.gridbourse.optimizer;

import java.util.Locale;

/**
 * No plan can serve the load of a step: tie line, plants and what the storage can hold are too small together.
 *
 * <p>The input is well formed; the answer to it is no.
 */
public final class UnservableLoadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int step;
    private final double missingKw;

    /**
     * @param step counted from 0
     * @param missingKw power that would be missing in that step, above 0
     */
    public UnservableLoadException(int step, double missingKw) {
        super(String.format(
                Locale.ROOT,
                "the load of step %d cannot be served: %.3f kW are missing after tie line, plants and storage",
                step,
                missingKw));
        this.step = step;
        this.missingKw = missingKw;
    }

    public int step() {
        return step;
    }

    public double missingKw() {
        return missingKw;
    }
}

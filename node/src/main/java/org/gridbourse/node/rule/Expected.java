package org.gridbourse.node.rule;

/**
 * What one thing is expected to do in one period, as mean power with a band meant to hold 80 %.
 *
 * @param lowKw at most {@code meanKw}
 * @param highKw at least {@code meanKw}
 */
public record Expected(double meanKw, double lowKw, double highKw) {
    /** A thing that the site has not. */
    public static final Expected NOTHING = new Expected(0, 0, 0);

    public Expected {
        if (!(lowKw <= meanKw && meanKw <= highKw)) {
            throw new IllegalArgumentException(
                    "low %s, mean %s, high %s; they must rise".formatted(lowKw, meanKw, highKw));
        }
    }
}

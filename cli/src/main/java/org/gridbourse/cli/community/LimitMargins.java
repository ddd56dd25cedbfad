package org.gridbourse.cli.community;

/**
 * How far from the grid's price a participant's five order steps stand, as a share of the spread.
 *
 * @param first margin of the first step, 0 to 1
 * @param last margin of the last step, 0 to 1
 */
public record LimitMargins(double first, double last) {
    /** From the grid's own price to 40 % of the spread. */
    public static final LimitMargins USUAL = new LimitMargins(0.0, 0.4);
}

package org.gridbourse.cli.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The axes around a chart over the periods of a session.
 *
 * @param x from period number to place; a period lies between its number and the next
 * @param y from value to place
 */
record Frame(SessionTimes times, Scale x, Scale y) {
    private static final int LEFT = 46;
    private static final int RIGHT = 8;

    /** A frame of the given width between two heights of the picture. */
    static Frame over(SessionTimes times, int width, double top, double bottom, double low, double high) {
        return new Frame(times, new Scale(0, times.periods(), LEFT, width - RIGHT), new Scale(low, high, bottom, top));
    }

    double left() {
        return x.from();
    }

    double right() {
        return x.to();
    }

    double periodWidth() {
        return (x.to() - x.from()) / times.periods();
    }

    /** Horizontal lines with their values, and the unit above them. */
    void drawValues(Svg svg, int ticks, String unit) {
        for (double tick : y.ticks(ticks)) {
            svg.line("gridline", left(), y.at(tick), right(), y.at(tick));
            svg.text("end", left() - 5, y.at(tick) + 3.5, plain(tick));
        }
        svg.text("start", 2, y.to() - 6, unit);
    }

    /** Times of day under the chart, at about every eighth of the session. */
    void drawTimes(Svg svg, double height) {
        int every = Math.max(1, Math.round(times.periods() / 8f));
        for (int period = 0; period < times.periods(); period += every) {
            svg.line("tick", x.at(period), height - 14, x.at(period), height - 11);
            svg.text("middle", x.at(period), height - 2, times.label(period));
        }
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value)
                .setScale(3, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString()
                .replace('-', '\u2212');
    }
}

package org.gridbourse.cli.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.gridbourse.auditor.evidence.Markup;

/** An inline SVG picture under construction. Colours and strokes come from the page's style sheet, by class. */
final class Svg {
    private static final int WIDE = 1_000;

    private final StringBuilder out = new StringBuilder();

    /** @param title what the picture shows, for whoever cannot see it */
    Svg(int width, int height, String title) {
        // a wide picture becomes small on a phone: its texts are drawn larger there
        String style = width >= WIDE ? " class=\"wide-picture\"" : "";
        out.append("<svg%s viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
                .formatted(style, width, height, Markup.of(title)));
    }

    Svg rect(String style, double x, double y, double width, double height) {
        out.append("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>"
                .formatted(style, number(x), number(y), number(Math.max(0, width)), number(Math.max(0, height))));
        return this;
    }

    Svg line(String style, double x1, double y1, double x2, double y2) {
        out.append("<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
                .formatted(style, number(x1), number(y1), number(x2), number(y2)));
        return this;
    }

    Svg circle(String style, double x, double y, double radius) {
        out.append("<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>"
                .formatted(style, number(x), number(y), number(radius)));
        return this;
    }

    Svg path(String style, List<Point> points) {
        if (points.isEmpty()) {
            return this;
        }
        out.append("<polyline class=\"%s\" points=\"".formatted(style));
        points.forEach(point -> out.append(number(point.x()))
                .append(',')
                .append(number(point.y()))
                .append(' '));
        out.append("\"/>");
        return this;
    }

    /** @param anchor start, middle or end */
    Svg text(String anchor, double x, double y, String text) {
        out.append("<text text-anchor=\"%s\" x=\"%s\" y=\"%s\">%s</text>"
                .formatted(anchor, number(x), number(y), Markup.of(text)));
        return this;
    }

    @Override
    public String toString() {
        return out + "</svg>";
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value)
                .setScale(1, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** A place on the picture, from its upper left corner. */
    record Point(double x, double y) {}
}

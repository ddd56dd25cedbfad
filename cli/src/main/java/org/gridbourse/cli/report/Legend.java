package org.gridbourse.cli.report;

/** What the colours and strokes of the charts mean. */
final class Legend {
    static final String PLAN = key(
            entry(box("pv"), "solar"),
            entry(box("wind"), "wind"),
            entry(box("discharge"), "battery discharging"),
            entry(box("import"), "from the grid or peers"),
            entry(box("charge"), "battery charging"),
            entry(box("export"), "to the grid or peers"),
            entry(stroke("load"), "load"),
            entry(box("bought"), "agreed, bought"),
            entry(box("sold"), "agreed, sold"),
            entry(
                    "<svg viewBox=\"0 0 22 12\"><circle class=\"metered\" cx=\"11\" cy=\"6\" r=\"3\"/></svg>",
                    "measured"));
    static final String PRICES = key(
            entry(stroke("price"), "clearing price"),
            entry(stroke("retail"), "grid sells (retail)"),
            entry(stroke("feedin"), "grid buys (feed-in)"),
            entry(box("volume"), "volume"));
    static final String CURVES = key(
            entry(stroke("demand"), "demand"),
            entry(stroke("supply"), "supply"),
            entry(
                    "<svg viewBox=\"0 0 22 12\"><circle class=\"pricedot\" cx=\"11\" cy=\"6\" r=\"4\"/></svg>",
                    "volume and price"));

    private Legend() {}

    private static String key(String... entries) {
        return "<ul class=\"key\">" + String.join("", entries) + "</ul>";
    }

    private static String entry(String sample, String meaning) {
        return "<li>" + sample + meaning + "</li>";
    }

    private static String box(String style) {
        return "<svg viewBox=\"0 0 22 12\"><rect class=\"%s\" width=\"22\" height=\"12\"/></svg>".formatted(style);
    }

    private static String stroke(String style) {
        return "<svg viewBox=\"0 0 22 12\"><polyline class=\"%s\" points=\"0,6 22,6\"/></svg>".formatted(style);
    }
}

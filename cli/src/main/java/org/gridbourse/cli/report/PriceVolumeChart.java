package org.gridbourse.cli.report;

import java.util.ArrayList;
import java.util.List;
import org.gridbourse.cli.report.Svg.Point;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.ClearingRecord;
import org.gridbourse.market.tariff.Tariff;

/** Clearing price between what the grid pays and what it charges, and the volume traded, per period. */
final class PriceVolumeChart {
    private static final int WIDTH = 1100;
    private static final int PRICE_HEIGHT = 190;
    private static final int HEIGHT = 300;
    private static final double MICRO = 1e6;

    private final SessionTimes times;
    private final List<Tariff> tariffs;
    private final List<ClearingRecord> clearings;
    private final String currency;

    PriceVolumeChart(SessionTimes times, List<Tariff> tariffs, List<ClearingRecord> clearings, String currency) {
        this.times = times;
        this.tariffs = tariffs;
        this.clearings = clearings;
        this.currency = currency;
    }

    String draw() {
        Svg svg = new Svg(WIDTH, HEIGHT, "Clearing price within the grid's tariff, and traded volume, per period");
        drawPrices(svg);
        drawVolumes(svg);
        return svg.toString();
    }

    private void drawPrices(Svg svg) {
        double most = tariffs.stream()
                .mapToDouble(tariff -> perKwh(tariff.retail()))
                .max()
                .orElse(1);
        double least = tariffs.stream()
                .mapToDouble(tariff -> perKwh(tariff.feedIn()))
                .min()
                .orElse(0);
        Frame frame = Frame.over(times, WIDTH, 20, PRICE_HEIGHT, Math.min(0, least), most * 1.05);
        frame.drawValues(svg, 5, currency + " per kWh");
        List<Point> retail = new ArrayList<>();
        List<Point> feedIn = new ArrayList<>();
        for (int period = 0; period < tariffs.size(); period++) {
            double left = frame.x().at(period);
            double right = frame.x().at(period + 1);
            double top = frame.y().at(perKwh(tariffs.get(period).retail()));
            double bottom = frame.y().at(perKwh(tariffs.get(period).feedIn()));
            svg.rect("spread", left, Math.min(top, bottom), right - left, Math.abs(bottom - top));
            retail.addAll(List.of(new Point(left, top), new Point(right, top)));
            feedIn.addAll(List.of(new Point(left, bottom), new Point(right, bottom)));
        }
        svg.path("retail", retail).path("feedin", feedIn);
        for (ClearingRecord clearing : clearings) {
            clearing.equilibrium()
                    .ifPresent(equilibrium -> drawPrice(svg, frame, clearing.period(), equilibrium.price()));
        }
    }

    private static void drawPrice(Svg svg, Frame frame, int period, UnitPrice price) {
        double y = frame.y().at(perKwh(price));
        svg.line("price", frame.x().at(period), y, frame.x().at(period + 1), y);
        svg.circle("pricedot", frame.x().at(period + 0.5), y, Math.min(3.5, frame.periodWidth() / 2));
    }

    private void drawVolumes(Svg svg) {
        double most = clearings.stream()
                .mapToDouble(row -> row.volume().wh() / 1000.0)
                .max()
                .orElse(1);
        Frame frame = Frame.over(times, WIDTH, PRICE_HEIGHT + 24, HEIGHT - 18, 0, most);
        frame.drawValues(svg, 3, "kWh traded between peers");
        for (ClearingRecord row : clearings) {
            double top = frame.y().at(row.volume().wh() / 1000.0);
            svg.rect(
                    "volume",
                    frame.x().at(row.period()),
                    top,
                    frame.periodWidth() * 0.86,
                    frame.y().at(0) - top);
        }
        frame.drawTimes(svg, HEIGHT);
    }

    private static double perKwh(UnitPrice price) {
        return price.microPerKwh() / MICRO;
    }
}

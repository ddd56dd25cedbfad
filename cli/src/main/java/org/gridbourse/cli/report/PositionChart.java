package org.gridbourse.cli.report;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.bill.BillLine;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.order.Side;

/** What a participant had agreed and what its meters saw, per period: bought above zero, sold below. */
final class PositionChart {
    private static final int WIDTH = 540;
    private static final int HEIGHT = 170;

    private final SessionTimes times;
    private final List<BillLine> lines;

    PositionChart(SessionTimes times, List<BillLine> lines) {
        this.times = times;
        this.lines = lines;
    }

    String draw() {
        double most = 0;
        double least = 0;
        for (BillLine line : lines) {
            most = Math.max(most, Math.max(contractedKwh(line), meteredKwh(line)));
            least = Math.min(least, Math.min(contractedKwh(line), meteredKwh(line)));
        }
        Svg svg = new Svg(WIDTH, HEIGHT, "Energy agreed with peers as bars, energy measured as dots, per period");
        Frame frame = Frame.over(times, WIDTH, 28, HEIGHT - 20, least, most);
        frame.drawValues(svg, 4, "kWh, bought above zero");
        svg.line("zero", frame.left(), frame.y().at(0), frame.right(), frame.y().at(0));
        for (BillLine line : lines) {
            drawPeriod(svg, frame, line);
        }
        frame.drawTimes(svg, HEIGHT);
        return svg.toString();
    }

    private static void drawPeriod(Svg svg, Frame frame, BillLine line) {
        double x = frame.x().at(line.statement().period());
        double contracted = contractedKwh(line);
        double top = frame.y().at(Math.max(0, contracted));
        double bottom = frame.y().at(Math.min(0, contracted));
        svg.rect(contracted > 0 ? "bought" : "sold", x, top, frame.periodWidth() * 0.86, bottom - top);
        svg.circle(
                "metered",
                x + frame.periodWidth() * 0.43,
                frame.y().at(meteredKwh(line)),
                Math.min(3, frame.periodWidth() / 2));
    }

    private static double contractedKwh(BillLine line) {
        double energy = line.statement().figures().contracted().wh() / 1000.0;
        return line.statement().figures().side().equals(Optional.of(Side.SELL)) ? -energy : energy;
    }

    private static double meteredKwh(BillLine line) {
        MeteredEnergy metered = line.statement().figures().metered();
        return (metered.imported().wh() - metered.exported().wh()) / 1000.0;
    }
}

package org.gridbourse.cli.report;

import java.util.List;
import org.gridbourse.cli.bill.BillPeriod;
import org.gridbourse.cli.evidence.StatementRow;
import org.gridbourse.market.order.Side;

/** What a participant had agreed and what its meters saw, per period: bought above zero, sold below. */
final class PositionChart {
    private static final int WIDTH = 540;
    private static final int HEIGHT = 170;

    private final SessionTimes times;
    private final List<BillPeriod> periods;

    PositionChart(SessionTimes times, List<BillPeriod> periods) {
        this.times = times;
        this.periods = periods;
    }

    String draw() {
        double most = 0;
        double least = 0;
        for (BillPeriod period : periods) {
            most = Math.max(most, Math.max(contractedKwh(period), meteredKwh(period)));
            least = Math.min(least, Math.min(contractedKwh(period), meteredKwh(period)));
        }
        Svg svg = new Svg(WIDTH, HEIGHT, "Energy agreed with peers as bars, energy measured as dots, per period");
        Frame frame = Frame.over(times, WIDTH, 28, HEIGHT - 20, least, most);
        frame.drawValues(svg, 4, "kWh, bought above zero");
        svg.line("zero", frame.left(), frame.y().at(0), frame.right(), frame.y().at(0));
        for (BillPeriod period : periods) {
            drawPeriod(svg, frame, period);
        }
        frame.drawTimes(svg, HEIGHT);
        return svg.toString();
    }

    private static void drawPeriod(Svg svg, Frame frame, BillPeriod period) {
        double x = frame.x().at(period.period());
        double contracted = contractedKwh(period);
        double top = frame.y().at(Math.max(0, contracted));
        double bottom = frame.y().at(Math.min(0, contracted));
        svg.rect(contracted > 0 ? "bought" : "sold", x, top, frame.periodWidth() * 0.86, bottom - top);
        svg.circle(
                "metered",
                x + frame.periodWidth() * 0.43,
                frame.y().at(meteredKwh(period)),
                Math.min(3, frame.periodWidth() / 2));
    }

    private static double contractedKwh(BillPeriod period) {
        double energy = period.statement().contractedWh() / 1000.0;
        return period.side().filter(Side.SELL::equals).isPresent() ? -energy : energy;
    }

    private static double meteredKwh(BillPeriod period) {
        StatementRow statement = period.statement();
        return -statement.netExportWh() / 1000.0;
    }
}

package org.gridbourse.cli.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.gridbourse.cli.evidence.ClearedPeriod;
import org.gridbourse.cli.evidence.OrderStep;
import org.gridbourse.cli.report.Svg.Point;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.tariff.Tariff;

/** Supply and demand of one period, and where they met. */
final class OrderCurves {
    private static final int WIDTH = 260;
    private static final int HEIGHT = 170;

    private final String label;
    private final Tariff tariff;
    private final List<OrderStep> steps;
    private final ClearedPeriod clearing;

    OrderCurves(String label, Tariff tariff, List<OrderStep> steps, ClearedPeriod clearing) {
        this.label = label;
        this.tariff = tariff;
        this.steps = steps;
        this.clearing = clearing;
    }

    String draw() {
        Svg svg = new Svg(WIDTH, HEIGHT, "Supply and demand at " + label);
        svg.text("start", 4, 12, caption());
        Scale x = new Scale(0, Math.max(total(Side.BUY), total(Side.SELL)), 44, WIDTH - 8);
        Scale y = new Scale(tariff.floor().microPerKwh(), tariff.cap().microPerKwh(), HEIGHT - 24, 26);
        svg.line("axis", x.from(), y.from(), x.to(), y.from()).line("axis", x.from(), y.from(), x.from(), y.to());
        for (double bound : new double[] {y.low(), y.high()}) {
            svg.text("end", x.from() - 3, y.at(bound) + 4, Figures.price((long) bound));
        }
        svg.text("end", x.to(), HEIGHT - 10, Figures.kwh((long) x.high()) + " kWh");
        svg.path("demand", curve(Side.BUY, x, y)).path("supply", curve(Side.SELL, x, y));
        clearing.clearingPriceMicroPerKwh().ifPresent(price -> {
            svg.line("met", x.at(clearing.volumeWh()), y.from(), x.at(clearing.volumeWh()), y.at(price));
            svg.line("met", x.from(), y.at(price), x.at(clearing.volumeWh()), y.at(price));
            svg.circle("pricedot", x.at(clearing.volumeWh()), y.at(price), 4);
        });
        return svg.toString();
    }

    private String caption() {
        return clearing.clearingPriceMicroPerKwh().isPresent()
                ? "%s \u00b7 %s kWh at %s"
                        .formatted(
                                label,
                                Figures.kwh(clearing.volumeWh()),
                                Figures.price(
                                        clearing.clearingPriceMicroPerKwh().getAsLong()))
                : label + " \u00b7 no trade";
    }

    private double total(Side side) {
        return steps.stream()
                .filter(step -> step.side() == side)
                .mapToLong(OrderStep::quantityWh)
                .sum();
    }

    private List<Point> curve(Side side, Scale x, Scale y) {
        Comparator<OrderStep> risingPrice = Comparator.comparingLong(OrderStep::limitPriceMicroPerKwh);
        List<OrderStep> best = steps.stream()
                .filter(step -> step.side() == side)
                .sorted(side == Side.BUY ? risingPrice.reversed() : risingPrice)
                .toList();
        List<Point> points = new ArrayList<>();
        long energy = 0;
        for (OrderStep step : best) {
            points.add(new Point(x.at(energy), y.at(step.limitPriceMicroPerKwh())));
            energy += step.quantityWh();
            points.add(new Point(x.at(energy), y.at(step.limitPriceMicroPerKwh())));
        }
        return points;
    }
}

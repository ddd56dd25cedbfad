package org.gridbourse.cli.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.gridbourse.cli.output.Figures;
import org.gridbourse.cli.report.Svg.Point;
import org.gridbourse.market.clearing.Equilibrium;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.ClearingRecord;
import org.gridbourse.market.tariff.Tariff;

/** Supply and demand of one period, and where they met. */
final class OrderCurves {
    private static final int WIDTH = 260;
    private static final int HEIGHT = 184;

    private final String label;
    private final Tariff tariff;
    private final List<PeriodOrder> orders;
    private final ClearingRecord clearing;

    OrderCurves(String label, Tariff tariff, List<PeriodOrder> orders, ClearingRecord clearing) {
        this.label = label;
        this.tariff = tariff;
        this.orders = orders;
        this.clearing = clearing;
    }

    String draw() {
        Svg svg = new Svg(WIDTH, HEIGHT, "Supply and demand at " + label);
        svg.text("start", 4, 12, caption());
        svg.text("start", 4, HEIGHT - 2, range());
        Scale x = new Scale(0, Math.max(total(Side.BUY), total(Side.SELL)), 44, WIDTH - 8);
        Scale y = new Scale(tariff.floor().microPerKwh(), tariff.cap().microPerKwh(), HEIGHT - 38, 26);
        svg.line("axis", x.from(), y.from(), x.to(), y.from()).line("axis", x.from(), y.from(), x.from(), y.to());
        for (double bound : new double[] {y.low(), y.high()}) {
            svg.text("end", x.from() - 3, y.at(bound) + 4, Figures.price(new UnitPrice((long) bound)));
        }
        svg.text("end", x.to(), HEIGHT - 24, Figures.kwh(new Energy((long) x.high())) + " kWh");
        svg.path("demand", curve(Side.BUY, x, y)).path("supply", curve(Side.SELL, x, y));
        clearing.equilibrium().ifPresent(equilibrium -> {
            double met = x.at(clearing.volume().wh());
            double price = y.at(equilibrium.price().microPerKwh());
            svg.line("met", met, y.from(), met, price);
            svg.line("met", x.from(), price, met, price);
            svg.circle("pricedot", met, price, 4);
        });
        return svg.toString();
    }

    private String caption() {
        Equilibrium equilibrium = clearing.equilibrium().orElseThrow();
        return "%s \u00b7 %s kWh at %s"
                .formatted(label, Figures.kwh(clearing.volume()), Figures.price(equilibrium.price()));
    }

    /** Where supply and demand meet over a range of prices, the middle of it counts. */
    private String range() {
        Equilibrium equilibrium = clearing.equilibrium().orElseThrow();
        return equilibrium.low().equals(equilibrium.high())
                ? ""
                : "middle of %s to %s".formatted(Figures.price(equilibrium.low()), Figures.price(equilibrium.high()));
    }

    private List<OrderStep> steps(Side side) {
        return orders.stream()
                .filter(order -> order.side() == side)
                .flatMap(order -> order.steps().stream())
                .toList();
    }

    private double total(Side side) {
        return steps(side).stream().mapToLong(step -> step.quantity().wh()).sum();
    }

    private List<Point> curve(Side side, Scale x, Scale y) {
        Comparator<OrderStep> risingPrice = Comparator.comparing(OrderStep::limit);
        List<OrderStep> best = steps(side).stream()
                .sorted(side == Side.BUY ? risingPrice.reversed() : risingPrice)
                .toList();
        List<Point> points = new ArrayList<>();
        long energy = 0;
        for (OrderStep step : best) {
            double price = y.at(step.limit().microPerKwh());
            points.add(new Point(x.at(energy), price));
            energy += step.quantity().wh();
            points.add(new Point(x.at(energy), price));
        }
        return points;
    }
}

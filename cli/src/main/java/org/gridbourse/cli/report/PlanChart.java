package org.gridbourse.cli.report;

import java.util.ArrayList;
import java.util.List;
import org.gridbourse.cli.report.Svg.Point;
import org.gridbourse.optimizer.DispatchPlan;
import org.gridbourse.optimizer.ScheduleStep;

/** A microgrid's plan: where its power comes from and where it goes, step by step, and the battery's charge. */
final class PlanChart {
    private static final int WIDTH = 540;
    private static final int POWER_HEIGHT = 210;
    private static final int CHARGE_HEIGHT = 62;
    private static final double MARGIN_FOR_TIMES = 18;

    private final SessionTimes times;
    private final DispatchPlan plan;
    private final boolean hasStorage;

    PlanChart(SessionTimes times, DispatchPlan plan, boolean hasStorage) {
        this.times = times;
        this.plan = plan;
        this.hasStorage = hasStorage;
    }

    String draw() {
        int height = POWER_HEIGHT + (hasStorage ? CHARGE_HEIGHT : 0);
        Svg svg = new Svg(WIDTH, height, "Plan of " + plan.site() + ": sources above zero, uses below, load as a line");
        drawPower(svg);
        if (hasStorage) {
            drawCharge(svg, height);
        }
        return svg.toString();
    }

    private void drawPower(Svg svg) {
        double most =
                plan.schedule().stream().mapToDouble(PlanChart::sources).max().orElse(1);
        double least =
                plan.schedule().stream().mapToDouble(PlanChart::uses).min().orElse(0);
        Frame frame = Frame.over(times, WIDTH, 20, POWER_HEIGHT - MARGIN_FOR_TIMES, Math.min(0, least), most);
        frame.drawValues(svg, 5, "kW");
        for (ScheduleStep step : plan.schedule()) {
            drawBars(svg, frame, step);
        }
        svg.line("zero", frame.left(), frame.y().at(0), frame.right(), frame.y().at(0));
        svg.path("load", steps(frame));
        frame.drawTimes(svg, POWER_HEIGHT);
    }

    private void drawBars(Svg svg, Frame frame, ScheduleStep step) {
        double x = frame.x().at(step.step());
        double width = frame.periodWidth() * 0.86;
        double up = 0;
        double[] sources = {step.pvKw(), step.windKw(), Math.max(0, -step.storageKw()), Math.max(0, step.gridKw())};
        String[] sourceStyles = {"pv", "wind", "discharge", "import"};
        for (int i = 0; i < sources.length; i++) {
            bar(svg, sourceStyles[i], frame, x, width, up, up + sources[i]);
            up += sources[i];
        }
        double charge = Math.max(0, step.storageKw());
        bar(svg, "charge", frame, x, width, -charge, 0);
        bar(svg, "export", frame, x, width, uses(step), -charge);
    }

    private static void bar(Svg svg, String style, Frame frame, double x, double width, double low, double high) {
        if (high > low) {
            svg.rect(
                    style,
                    x,
                    frame.y().at(high),
                    width,
                    frame.y().at(low) - frame.y().at(high));
        }
    }

    private List<Point> steps(Frame frame) {
        List<Point> points = new ArrayList<>();
        for (ScheduleStep step : plan.schedule()) {
            double y = frame.y().at(step.loadKw());
            points.add(new Point(frame.x().at(step.step()), y));
            points.add(new Point(frame.x().at(step.step() + 1), y));
        }
        return points;
    }

    private void drawCharge(Svg svg, int height) {
        Frame frame = Frame.over(times, WIDTH, POWER_HEIGHT + 16, height - 6, 0, 100);
        frame.drawValues(svg, 2, "battery charge, %");
        List<Point> points = new ArrayList<>();
        for (ScheduleStep step : plan.schedule()) {
            points.add(new Point(frame.x().at(step.step() + 1), frame.y().at(100 * step.stateOfCharge())));
        }
        svg.path("soc", points);
    }

    private static double sources(ScheduleStep step) {
        return step.pvKw() + step.windKw() + Math.max(0, -step.storageKw()) + Math.max(0, step.gridKw());
    }

    private static double uses(ScheduleStep step) {
        return -Math.max(0, step.storageKw()) - Math.max(0, -step.gridKw());
    }
}

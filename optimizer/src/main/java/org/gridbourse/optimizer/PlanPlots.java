package org.gridbourse.optimizer;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultTableXYDataset;
import org.jfree.data.xy.XYDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * What the paper's figures 3 to 6 show, as PNG and SVG: power balance by source, storage with state of charge, exchange
 * with the grid under the price and, for a front, cost over carbon; where there are several devices, each as a band of
 * its own. Bars are as wide as a step; units stand on every axis.
 */
public final class PlanPlots {
    private final DispatchPlan plan;

    private PlanPlots(DispatchPlan plan) {
        this.plan = plan;
    }

    /**
     * Writes {@code power-balance}, {@code storage}, {@code grid-exchange}, for several devices {@code devices} and, for
     * a front, {@code front}, each as {@code .png} and {@code .svg}.
     *
     * @param folder exists already
     * @throws NoFontsException if this Java runtime cannot draw text
     */
    public static void write(DispatchPlan plan, Path folder) throws IOException {
        for (Map.Entry<String, JFreeChart> chart : charts(plan).entrySet()) {
            PlotFiles.write(chart.getValue(), chart.getKey(), folder);
        }
    }

    /** By the names of their files. */
    static Map<String, JFreeChart> charts(DispatchPlan plan) {
        return new PlanPlots(plan).charts();
    }

    private Map<String, JFreeChart> charts() {
        Map<String, JFreeChart> charts = new LinkedHashMap<>();
        charts.put("power-balance", powerBalance());
        charts.put("storage", storage());
        charts.put("grid-exchange", gridExchange());
        if (plan.devices().size() > 1) {
            charts.put("devices", devices());
        }
        if (!plan.front().isEmpty()) {
            charts.put("front", front());
        }
        return charts;
    }

    private JFreeChart powerBalance() {
        DefaultTableXYDataset parts = bands();
        parts.addSeries(series("PV", ScheduleStep::pvKw));
        parts.addSeries(series("wind", ScheduleStep::windKw));
        parts.addSeries(series("storage discharging", step -> Math.max(-step.storageKw(), 0)));
        parts.addSeries(series("grid import", step -> Math.max(step.gridKw(), 0)));
        parts.addSeries(series("storage charging", step -> -Math.max(step.storageKw(), 0)));
        parts.addSeries(series("grid export", step -> Math.min(step.gridKw(), 0)));
        XYPlot plot = plot(
                "power by source (kW)",
                parts,
                PlotStyle.bars(
                        PlotStyle.ORANGE,
                        PlotStyle.SKY_BLUE,
                        PlotStyle.GREEN,
                        PlotStyle.VERMILLION,
                        PlotStyle.YELLOW,
                        PlotStyle.PURPLE));
        overlay(plot, steps("load", ScheduleStep::loadKw), PlotStyle.stepLines(Color.BLACK));
        return chart("Power balance by source", plot);
    }

    private JFreeChart storage() {
        List<DeviceSchedule> storages = plan.devices().stream()
                .filter(device -> device.kind() == DeviceSchedule.Kind.STORAGE)
                .toList();
        boolean several = storages.size() > 1;
        DefaultTableXYDataset power = bands();
        if (several) {
            storages.forEach(storage -> power.addSeries(series(storage)));
        } else {
            power.addSeries(series("charging", step -> Math.max(step.storageKw(), 0)));
            power.addSeries(series("discharging", step -> Math.min(step.storageKw(), 0)));
        }
        Color[] colours =
                several ? PlotStyle.palette(storages.size()) : new Color[] {PlotStyle.ORANGE, PlotStyle.GREEN};
        XYPlot plot = plot("storage power (kW), charging positive", power, PlotStyle.bars(colours));
        NumberAxis state = PlotStyle.axis("state of charge (%)");
        state.setRange(0, 100);
        plot.setRangeAxis(1, state);
        XYSeriesCollection lines = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        for (int k = 0; k < storages.size() && several; k++) {
            lines.addSeries(state(storages.get(k)));
            PlotStyle.style(renderer, k, colours[k].darker());
        }
        if (!several) {
            lines.addSeries(state());
            PlotStyle.style(renderer, 0, PlotStyle.BLUE);
        }
        overlay(plot, lines, renderer);
        plot.mapDatasetToRangeAxis(1, 1);
        return chart("Storage power and state of charge", plot);
    }

    private XYSeries state() {
        XYSeries line = new XYSeries("state of charge");
        line.add(hour(0), 100 * plan.initialStateOfCharge());
        for (int row = 0; row < plan.schedule().size(); row++) {
            line.add(hour(row + 1), 100 * plan.schedule().get(row).stateOfCharge());
        }
        return line;
    }

    private XYSeries state(DeviceSchedule storage) {
        XYSeries line = new XYSeries("state of " + storage.name());
        for (int row = 0; row < plan.schedule().size(); row++) {
            line.add(hour(row + 1), 100 * storage.stateOfCharge().get(row));
        }
        return line;
    }

    private JFreeChart devices() {
        DefaultTableXYDataset bands = bands();
        plan.devices().forEach(device -> bands.addSeries(series(device)));
        XYPlot plot = plot(
                "power by device (kW), taking positive",
                bands,
                PlotStyle.bars(PlotStyle.palette(plan.devices().size())));
        return chart("Storages, vehicles and blocks", plot);
    }

    private JFreeChart gridExchange() {
        DefaultTableXYDataset exchange = bands();
        exchange.addSeries(series("import", step -> Math.max(step.gridKw(), 0)));
        exchange.addSeries(series("export", step -> Math.min(step.gridKw(), 0)));
        XYPlot plot = plot(
                "exchange with the grid (kW), import positive",
                exchange,
                PlotStyle.bars(PlotStyle.VERMILLION, PlotStyle.PURPLE));
        NumberAxis price = PlotStyle.axis("price (currency per kWh)");
        price.setAutoRangeIncludesZero(true);
        plot.setRangeAxis(1, price);
        XYSeriesCollection prices = steps("buy price", ScheduleStep::buyPrice);
        prices.addSeries(steps("sell price", ScheduleStep::sellPrice).getSeries(0));
        XYItemRenderer lines = PlotStyle.stepLines(Color.BLACK, PlotStyle.BLUE);
        lines.setSeriesStroke(
                1, new BasicStroke(4, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {12}, 0));
        overlay(plot, prices, lines);
        plot.mapDatasetToRangeAxis(1, 1);
        return chart("Exchange with the grid under the price", plot);
    }

    private JFreeChart front() {
        XYSeries points = new XYSeries("efficient plans");
        plan.front().forEach(point -> points.add(point.carbonKg(), point.cost()));
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
        PlotStyle.style(renderer, 0, PlotStyle.BLUE);
        NumberAxis carbon = PlotStyle.axis("carbon of the day (kg)");
        NumberAxis cost = PlotStyle.axis("cost of the day (currency units)");
        carbon.setAutoRangeIncludesZero(false);
        cost.setAutoRangeIncludesZero(false);
        XYPlot plot = new XYPlot(new XYSeriesCollection(points), carbon, cost, renderer);
        return chart("Cost and carbon: efficient compromises", plot);
    }

    private XYPlot plot(String label, XYDataset data, XYItemRenderer renderer) {
        NumberAxis hours = PlotStyle.axis("hours from the start of the day (h)");
        double first = hour(0);
        double last = hour(plan.schedule().size());
        hours.setRange(first, last);
        if (last - first > 6 && last - first <= 48) {
            hours.setTickUnit(new NumberTickUnit(2));
        }
        return new XYPlot(data, hours, PlotStyle.axis(label), renderer);
    }

    private JFreeChart chart(String title, XYPlot plot) {
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        plot.setRangeZeroBaselineVisible(true);
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        JFreeChart chart = new JFreeChart(title + ": " + plan.site(), PlotStyle.TITLE, plot, true);
        chart.setBackgroundPaint(Color.WHITE);
        chart.getLegend().setItemFont(PlotStyle.TICK);
        chart.setPadding(new RectangleInsets(10, 10, 10, 20));
        return chart;
    }

    private static void overlay(XYPlot plot, XYDataset data, XYItemRenderer renderer) {
        plot.setRenderer(1, renderer);
        plot.setDataset(1, data);
    }

    /** Bars as wide as a step. */
    private DefaultTableXYDataset bands() {
        DefaultTableXYDataset bands = new DefaultTableXYDataset();
        bands.setIntervalWidth(plan.stepHours());
        return bands;
    }

    private XYSeries series(DeviceSchedule device) {
        XYSeries series = new XYSeries(device.name(), true, false);
        for (int row = 0; row < plan.schedule().size(); row++) {
            series.add(hour(row + 0.5), device.powerKw().get(row));
        }
        return series;
    }

    /** Bars stand in the middle of their step. */
    private XYSeries series(String name, ToDoubleFunction<ScheduleStep> value) {
        XYSeries series = new XYSeries(name, true, false);
        for (int row = 0; row < plan.schedule().size(); row++) {
            series.add(hour(row + 0.5), value.applyAsDouble(plan.schedule().get(row)));
        }
        return series;
    }

    /** A value that holds from the start to the end of its step. */
    private XYSeriesCollection steps(String name, ToDoubleFunction<ScheduleStep> value) {
        XYSeries series = new XYSeries(name);
        int size = plan.schedule().size();
        for (int row = 0; row < size; row++) {
            series.add(hour(row), value.applyAsDouble(plan.schedule().get(row)));
        }
        series.add(hour(size), value.applyAsDouble(plan.schedule().get(size - 1)));
        return new XYSeriesCollection(series);
    }

    private double hour(double row) {
        return (plan.schedule().get(0).step() + row) * plan.stepHours();
    }
}

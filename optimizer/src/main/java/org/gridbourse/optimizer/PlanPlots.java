package org.gridbourse.optimizer;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StackedXYBarRenderer;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.renderer.xy.XYStepRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultTableXYDataset;
import org.jfree.data.xy.XYDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.svg.SVGGraphics2D;

/**
 * What the paper's figures 3 to 6 show, as PNG and SVG: power balance by source, storage with state of charge, exchange
 * with the grid under the price and, for a front, cost over carbon; where there are several devices, each as a band of
 * its own. Bars are as wide as a step. Colours are those of Okabe and Ito (2008), which
 * colour-blind people can tell apart; units stand on every axis; text is large enough to be read at half size.
 */
public final class PlanPlots {
    private static final int WIDTH = 1600;
    private static final int HEIGHT = 900;

    private static final Color ORANGE = new Color(0xE69F00);
    private static final Color SKY_BLUE = new Color(0x56B4E9);
    private static final Color GREEN = new Color(0x009E73);
    private static final Color YELLOW = new Color(0xF0E442);
    private static final Color BLUE = new Color(0x0072B2);
    private static final Color VERMILLION = new Color(0xD55E00);
    private static final Color PURPLE = new Color(0xCC79A7);

    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 34);
    private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 30);
    private static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 26);

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
        requireFonts();
        for (Map.Entry<String, JFreeChart> chart : charts(plan).entrySet()) {
            writePng(chart.getValue(), folder.resolve(chart.getKey() + ".png"));
            writeSvg(chart.getValue(), chart.getKey(), folder.resolve(chart.getKey() + ".svg"));
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
        XYPlot plot = plot("power by source (kW)", parts, bars(ORANGE, SKY_BLUE, GREEN, VERMILLION, YELLOW, PURPLE));
        overlay(plot, steps("load", ScheduleStep::loadKw), stepLines(Color.BLACK));
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
        Color[] colours = several ? palette(storages.size()) : new Color[] {ORANGE, GREEN};
        XYPlot plot = plot("storage power (kW), charging positive", power, bars(colours));
        NumberAxis state = axis("state of charge (%)");
        state.setRange(0, 100);
        plot.setRangeAxis(1, state);
        XYSeriesCollection lines = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        for (int k = 0; k < storages.size() && several; k++) {
            lines.addSeries(state(storages.get(k)));
            style(renderer, k, colours[k].darker());
        }
        if (!several) {
            lines.addSeries(state());
            style(renderer, 0, BLUE);
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
                bars(palette(plan.devices().size())));
        return chart("Storages, vehicles and blocks", plot);
    }

    private JFreeChart gridExchange() {
        DefaultTableXYDataset exchange = bands();
        exchange.addSeries(series("import", step -> Math.max(step.gridKw(), 0)));
        exchange.addSeries(series("export", step -> Math.min(step.gridKw(), 0)));
        XYPlot plot = plot("exchange with the grid (kW), import positive", exchange, bars(VERMILLION, PURPLE));
        NumberAxis price = axis("price (currency per kWh)");
        price.setAutoRangeIncludesZero(true);
        plot.setRangeAxis(1, price);
        XYSeriesCollection prices = steps("buy price", ScheduleStep::buyPrice);
        prices.addSeries(steps("sell price", ScheduleStep::sellPrice).getSeries(0));
        XYItemRenderer lines = stepLines(Color.BLACK, BLUE);
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
        style(renderer, 0, BLUE);
        NumberAxis carbon = axis("carbon of the day (kg)");
        NumberAxis cost = axis("cost of the day (currency units)");
        carbon.setAutoRangeIncludesZero(false);
        cost.setAutoRangeIncludesZero(false);
        XYPlot plot = new XYPlot(new XYSeriesCollection(points), carbon, cost, renderer);
        return chart("Cost and carbon: efficient compromises", plot);
    }

    private XYPlot plot(String label, XYDataset data, XYItemRenderer renderer) {
        NumberAxis hours = axis("hours from the start of the day (h)");
        double first = hour(0);
        double last = hour(plan.schedule().size());
        hours.setRange(first, last);
        if (last - first > 6 && last - first <= 48) {
            hours.setTickUnit(new NumberTickUnit(2));
        }
        return new XYPlot(data, hours, axis(label), renderer);
    }

    private JFreeChart chart(String title, XYPlot plot) {
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        plot.setRangeZeroBaselineVisible(true);
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        JFreeChart chart = new JFreeChart(title + ": " + plan.site(), TITLE, plot, true);
        chart.setBackgroundPaint(Color.WHITE);
        chart.getLegend().setItemFont(TICK);
        chart.setPadding(new RectangleInsets(10, 10, 10, 20));
        return chart;
    }

    private static NumberAxis axis(String label) {
        NumberAxis axis = new NumberAxis(label);
        axis.setLabelFont(LABEL);
        axis.setTickLabelFont(TICK);
        return axis;
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

    /** The seven colours, then darker ones, then lighter ones. */
    private static Color[] palette(int size) {
        Color[] base = {ORANGE, SKY_BLUE, GREEN, YELLOW, BLUE, VERMILLION, PURPLE};
        Color[] palette = new Color[size];
        for (int k = 0; k < size; k++) {
            Color colour = base[k % base.length];
            int shade = k / base.length % 3;
            palette[k] = shade == 0 ? colour : shade == 1 ? colour.darker().darker() : paler(colour);
        }
        return palette;
    }

    private static Color paler(Color colour) {
        return new Color((colour.getRed() + 510) / 3, (colour.getGreen() + 510) / 3, (colour.getBlue() + 510) / 3);
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

    private static XYItemRenderer bars(Color... colours) {
        StackedXYBarRenderer renderer = new StackedXYBarRenderer(0.08);
        renderer.setBarPainter(new StandardXYBarPainter());
        renderer.setShadowVisible(false);
        renderer.setDrawBarOutline(false);
        for (int series = 0; series < colours.length; series++) {
            renderer.setSeriesPaint(series, colours[series]);
        }
        return renderer;
    }

    private static XYItemRenderer stepLines(Color... colours) {
        XYStepRenderer renderer = new XYStepRenderer();
        for (int series = 0; series < colours.length; series++) {
            style(renderer, series, colours[series]);
        }
        return renderer;
    }

    private static void style(XYLineAndShapeRenderer renderer, int series, Color colour) {
        renderer.setSeriesPaint(series, colour);
        renderer.setSeriesStroke(series, new BasicStroke(4));
    }

    /** A Java without fontconfig or without any font ends text in one of several undocumented ways. */
    private static void requireFonts() {
        try {
            Graphics2D probe = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
            probe.getFontMetrics(LABEL).stringWidth("kW");
            probe.dispose();
        } catch (LinkageError | RuntimeException noFonts) {
            throw new NoFontsException(noFonts);
        }
    }

    private static void writePng(JFreeChart chart, Path file) throws IOException {
        BufferedImage image = chart.createBufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB, null);
        ImageIO.write(image, "png", file.toFile());
    }

    private static void writeSvg(JFreeChart chart, String name, Path file) throws IOException {
        SVGGraphics2D svg = new SVGGraphics2D(WIDTH, HEIGHT);
        // a fixed prefix instead of a random one: the same plan gives the same bytes
        svg.setDefsKeyPrefix(name);
        chart.draw(svg, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        Files.writeString(file, svg.getSVGDocument(), StandardCharsets.UTF_8);
    }
}

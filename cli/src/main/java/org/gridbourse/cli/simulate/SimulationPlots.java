package org.gridbourse.cli.simulate;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.CategoryLabelPositions;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.svg.SVGGraphics2D;

/** A simulation as files: its JSON, and plots of the score by day, of who saves what, and of the exchange with the grid. */
final class SimulationPlots {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 600;
    private static final Color BLUE = new Color(0x0072B2);
    private static final Color ORANGE = new Color(0xE69F00);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 22);
    private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 16);
    private static final double KWH = 1e-3;
    private static final double PERCENT = 100;

    private SimulationPlots() {}

    static void write(SimulationAnswer answer, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("simulation.json"), answer.json(), StandardCharsets.UTF_8);
        write(score(answer), folder, "score");
        write(savings(answer), folder, "savings");
        write(exchange(answer), folder, "exchange");
    }

    private static JFreeChart score(SimulationAnswer answer) {
        XYSeries score = new XYSeries("score");
        List<DayOutcome> days = answer.days();
        for (int i = 0; i < days.size(); i++) {
            if (!Double.isNaN(days.get(i).score())) {
                score.add(i + 1.0, PERCENT * days.get(i).score());
            }
        }
        return lines("Reached of the possible saving", "day", "%", score);
    }

    private static JFreeChart savings(SimulationAnswer answer) {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        answer.costs().forEach((id, costs) -> data.addValue(costs[0] - costs[1], "saved", id));
        CategoryAxis names = new CategoryAxis();
        names.setCategoryLabelPositions(CategoryLabelPositions.UP_45);
        names.setTickLabelFont(LABEL);
        BarRenderer bars = new BarRenderer();
        bars.setBarPainter(new StandardBarPainter());
        bars.setShadowVisible(false);
        bars.setSeriesPaint(0, BLUE);
        CategoryPlot plot =
                new CategoryPlot(data, names, axis("saved, " + answer.world().currency()), bars);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        return chart("Who saves what: " + answer.world().name(), plot, false);
    }

    private static JFreeChart exchange(SimulationAnswer answer) {
        int periods = answer.world().periods();
        XYSeries alone = new XYSeries("without the market");
        XYSeries market = new XYSeries("with the market");
        for (int t = 0; t < periods; t++) {
            double aloneWh = 0;
            double marketWh = 0;
            for (DayOutcome day : answer.days()) {
                aloneWh += day.exchangeWh().alone()[t];
                marketWh += day.exchangeWh().market()[t];
            }
            double hour = t * 24.0 / periods;
            double kw = KWH * periods / 24 / answer.days().size();
            alone.add(hour, aloneWh * kw);
            market.add(hour, marketWh * kw);
        }
        return lines("Taken from the grid by all, mean day", "hour", "kW", alone, market);
    }

    private static JFreeChart lines(String title, String domain, String range, XYSeries... series) {
        XYSeriesCollection data = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        Color[] colours = {BLUE, ORANGE};
        for (int i = 0; i < series.length; i++) {
            data.addSeries(series[i]);
            renderer.setSeriesPaint(i, colours[i]);
            renderer.setSeriesStroke(i, new BasicStroke(3));
        }
        XYPlot plot = new XYPlot(data, axis(domain), axis(range), renderer);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
        return chart(title, plot, series.length > 1);
    }

    private static NumberAxis axis(String label) {
        NumberAxis axis = new NumberAxis(label);
        axis.setLabelFont(LABEL);
        axis.setTickLabelFont(LABEL);
        axis.setAutoRangeIncludesZero(false);
        return axis;
    }

    private static JFreeChart chart(String title, org.jfree.chart.plot.Plot plot, boolean legend) {
        JFreeChart chart = new JFreeChart(title, TITLE, plot, legend);
        chart.setBackgroundPaint(Color.WHITE);
        return chart;
    }

    private static void write(JFreeChart chart, Path folder, String name) throws IOException {
        SVGGraphics2D svg = new SVGGraphics2D(WIDTH, HEIGHT);
        svg.setDefsKeyPrefix(name);
        chart.draw(svg, new java.awt.geom.Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        Files.writeString(folder.resolve(name + ".svg"), svg.getSVGDocument(), StandardCharsets.UTF_8);
        ChartUtils.saveChartAsPNG(folder.resolve(name + ".png").toFile(), chart, WIDTH, HEIGHT);
    }
}

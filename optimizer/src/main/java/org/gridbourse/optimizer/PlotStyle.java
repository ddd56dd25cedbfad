package org.gridbourse.optimizer;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.renderer.xy.StackedXYBarRenderer;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.renderer.xy.XYStepRenderer;

/**
 * How plots look. Colours are those of Okabe and Ito (2008), which colour-blind people can tell apart; text is large
 * enough to be read at half size.
 */
final class PlotStyle {
    static final Color ORANGE = new Color(0xE69F00);
    static final Color SKY_BLUE = new Color(0x56B4E9);
    static final Color GREEN = new Color(0x009E73);
    static final Color YELLOW = new Color(0xF0E442);
    static final Color BLUE = new Color(0x0072B2);
    static final Color VERMILLION = new Color(0xD55E00);
    static final Color PURPLE = new Color(0xCC79A7);

    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 34);
    static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 30);
    static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 26);

    private PlotStyle() {}

    static NumberAxis axis(String label) {
        NumberAxis axis = new NumberAxis(label);
        axis.setLabelFont(LABEL);
        axis.setTickLabelFont(TICK);
        return axis;
    }

    /** The seven colours, then darker ones, then lighter ones. */
    static Color[] palette(int size) {
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

    static XYItemRenderer bars(Color... colours) {
        StackedXYBarRenderer renderer = new StackedXYBarRenderer(0.08);
        renderer.setBarPainter(new StandardXYBarPainter());
        renderer.setShadowVisible(false);
        renderer.setDrawBarOutline(false);
        for (int series = 0; series < colours.length; series++) {
            renderer.setSeriesPaint(series, colours[series]);
        }
        return renderer;
    }

    static XYItemRenderer stepLines(Color... colours) {
        XYStepRenderer renderer = new XYStepRenderer();
        for (int series = 0; series < colours.length; series++) {
            style(renderer, series, colours[series]);
        }
        return renderer;
    }

    static void style(XYLineAndShapeRenderer renderer, int series, Color colour) {
        renderer.setSeriesPaint(series, colour);
        renderer.setSeriesStroke(series, new BasicStroke(4));
    }
}

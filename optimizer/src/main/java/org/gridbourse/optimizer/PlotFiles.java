package org.gridbourse.optimizer;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;
import org.jfree.svg.SVGGraphics2D;

/** Writes charts as PNG and SVG. */
final class PlotFiles {
    private static final int WIDTH = 1600;
    private static final int HEIGHT = 900;

    private PlotFiles() {}

    /** @throws NoFontsException if this Java runtime cannot draw text */
    static void write(JFreeChart chart, String name, Path folder) throws IOException {
        requireFonts();
        writePng(chart, folder.resolve(name + ".png"));
        writeSvg(chart, name, folder.resolve(name + ".svg"));
    }

    /** A Java without fontconfig or without any font ends text in one of several undocumented ways. */
    private static void requireFonts() {
        try {
            Graphics2D probe = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
            probe.getFontMetrics(PlotStyle.LABEL).stringWidth("kW");
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

package org.gridbourse.cli.simulate;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/**
 * Makes {@code examples/worlds/valley/series.csv.gz}: a year of quarter hours that nobody measured, four households, a
 * workshop and two roofs, relative to their own peak. The same seed gives the same text on every machine.
 *
 * <p>Run with the file to write as its only argument.
 */
final class SyntheticYear {
    private static final int DAYS = 365;
    private static final int SLOTS = 96;
    private static final double CLOUDS_STAY = 0.7;

    private final SplittableRandom random;
    private final StringBuilder text = new StringBuilder();

    private SyntheticYear(long seed) {
        random = new SplittableRandom(seed);
    }

    public static void main(String[] arguments) throws IOException {
        try (Writer writer = new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(Path.of(arguments[0]))), StandardCharsets.UTF_8)) {
            writer.write(text(2027));
        }
    }

    static String text(long seed) {
        SyntheticYear year = new SyntheticYear(seed);
        year.text.append("start,home_a,home_b,home_c,home_d,workshop,roof_south,roof_west\n");
        LocalDate first = LocalDate.of(2027, 1, 1);
        double clouds = 0.5;
        for (int day = 0; day < DAYS; day++) {
            clouds = CLOUDS_STAY * clouds + (1 - CLOUDS_STAY) * year.random.nextDouble();
            year.day(first.plusDays(day), clouds);
        }
        return year.text.toString();
    }

    private void day(LocalDate date, double clouds) {
        double angle = 2 * StrictMath.PI * (date.getDayOfYear() - 172) / DAYS;
        double summer = StrictMath.cos(angle);
        boolean rest = date.getDayOfWeek().getValue() > 5;
        double[] mood = {mood(), mood(), mood(), mood(), mood()};
        for (int slot = 0; slot < SLOTS; slot++) {
            double hour = slot / 4.0;
            double winter = 1 - 0.25 * summer;
            text.append(date).append(String.format(Locale.ROOT, "T%02d:%02d", slot / 4, slot % 4 * 15));
            value(winter * mood[0] * (0.12 + bump(hour, 7, 1, 0.3) + bump(hour, 19.5, 2, 0.6)));
            value(winter
                    * mood[1]
                    * (0.15 + bump(hour, rest ? 10 : 8, 2, 0.3) + bump(hour, 12.5, 1.2, 0.4) + bump(hour, 20, 2, 0.4)));
            value(winter * mood[2] * (0.10 + bump(hour, 6, 0.8, 0.4) + bump(hour, 22, 1.5, 0.6)));
            value(winter * mood[3] * (0.20 + bump(hour, 18, 2.5, 0.5) + (hour < 5 ? 0.35 : 0)));
            value(rest ? 0.08 : mood[4] * (0.10 + bump(hour, 10, 2.5, 0.6) + bump(hour, 14.5, 2, 0.5)));
            double sky = 1 - 0.8 * clouds * (0.8 + 0.4 * random.nextDouble());
            value(sky * sun(hour, summer, 12));
            value(sky * 0.85 * sun(hour, summer, 14.5));
            text.append('\n');
        }
    }

    private double mood() {
        return 0.7 + 0.6 * random.nextDouble();
    }

    /** What the sun gives at its best on such a day: the day's length and height follow the season. */
    private static double sun(double hour, double summer, double noon) {
        double half = 6 + 2.2 * summer;
        double height = StrictMath.cos((hour - noon) / half * StrictMath.PI / 2);
        boolean up = hour > 12 - half && hour < 12 + half;
        return up ? Math.max(0, height) * (0.65 + 0.3 * summer) : 0;
    }

    private static double bump(double hour, double at, double width, double size) {
        double distance = (hour - at) / width;
        return size * StrictMath.exp(-distance * distance / 2);
    }

    private void value(double mean) {
        double noisy = mean * (0.8 + 0.4 * random.nextDouble());
        text.append(String.format(Locale.ROOT, ",%.3f", Math.max(0, Math.min(1, noisy))));
    }
}

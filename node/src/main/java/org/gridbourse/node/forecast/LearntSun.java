package org.gridbourse.node.forecast;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds where a photovoltaic plant stands by when it wakes and falls asleep: the middle of its day gives solar noon, the
 * length of its days over the season the latitude.
 */
final class LearntSun {
    private static final double AWAKE_SHARE = 0.01;
    private static final int LONGEST_DAYS = 365;
    private static final int WINDOW_DAYS = 7;
    private static final int FEWEST_WINDOWS = 2;
    private static final double USUAL_LATITUDE = 45;
    private static final double DRAWN_TO_USUAL = 1e-3;

    private LearntSun() {}

    private record LightDay(LocalDate date, double lengthHours, double middleHour) {}

    /** Empty while too few days were seen. */
    static Optional<SunPath> from(Knowledge known, double highest, Optional<ZoneId> zone) {
        List<LightDay> days = longestOfEachWeek(known, AWAKE_SHARE * highest);
        if (days.size() < FEWEST_WINDOWS) {
            return Optional.empty();
        }
        SunPath clock = new SunPath(0, 0, zone);
        double[] noons = days.stream()
                .mapToDouble(day ->
                        day.middleHour() + SunPath.equationOfTimeHours(day.date()) - clock.summerHours(day.date()))
                .toArray();
        double noon = Math.min(24, Math.max(0, Slots.median(noons, noons.length)));
        return Optional.of(new SunPath(latitude(days), noon, zone));
    }

    /** Cloudy days look short, so only the longest of each week speaks. */
    private static List<LightDay> longestOfEachWeek(Knowledge known, double awake) {
        List<LightDay> longest = new ArrayList<>();
        for (int lag = 2; lag <= Math.min(LONGEST_DAYS, known.day()); lag += WINDOW_DAYS) {
            LightDay best = null;
            for (int each = lag; each < lag + WINDOW_DAYS; each++) {
                LightDay day = lightDay(known, each, awake);
                if (day != null && (best == null || day.lengthHours() > best.lengthHours())) {
                    best = day;
                }
            }
            if (best != null) {
                longest.add(best);
            }
        }
        return longest;
    }

    private static LightDay lightDay(Knowledge known, int lag, double awake) {
        int first = -1;
        int last = -1;
        for (int slot = 0; slot < known.slots(); slot++) {
            if (known.ago(lag, slot) > awake) {
                first = first < 0 ? slot : first;
                last = slot;
            }
        }
        if (first < 0) {
            return null;
        }
        double hours = 24.0 / known.slots();
        return new LightDay(known.date().minusDays(lag), (last + 1 - first) * hours, (first + last + 1) * hours / 2);
    }

    private static double latitude(List<LightDay> days) {
        double best = USUAL_LATITUDE;
        double least = Double.POSITIVE_INFINITY;
        for (int latitude = -64; latitude <= 64; latitude++) {
            for (int horizon = 0; horizon <= 12; horizon += 2) {
                double miss = DRAWN_TO_USUAL * Math.abs(latitude - USUAL_LATITUDE)
                        + meanMiss(days, Math.toRadians(latitude), Math.toRadians(horizon));
                if (miss < least) {
                    least = miss;
                    best = latitude;
                }
            }
        }
        return best;
    }

    private static double meanMiss(List<LightDay> days, double latitude, double horizon) {
        double[] misses = new double[days.size()];
        Arrays.setAll(misses, i -> {
            double declination = SunPath.declination(days.get(i).date());
            double cosine = (Math.sin(horizon) - Math.sin(latitude) * Math.sin(declination))
                    / (Math.cos(latitude) * Math.cos(declination));
            double length = 2 * Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, cosine)))) / 15;
            return Math.abs(length - days.get(i).lengthHours());
        });
        return Slots.mean(misses, misses.length);
    }
}

package org.gridbourse.node.forecast;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * Where the sun stands over a site, by the clock on its wall.
 *
 * <p>Declination and equation of time by the Fourier series of Spencer (1971), good to 0.3 degrees of elevation.
 *
 * @param latitudeDegrees -90 (south) to 90 (north)
 * @param noonHour mean solar noon in hours of the clock, without summer time
 * @param zone whose summer time the clock follows; empty: it never changes
 */
public record SunPath(double latitudeDegrees, double noonHour, Optional<ZoneId> zone) {
    private static final int PARTS_OF_SLOT = 3;
    private static final double DEGREES_PER_HOUR = 15;

    public SunPath {
        if (!(Math.abs(latitudeDegrees) <= 90)) {
            throw new IllegalArgumentException("latitudeDegrees is %s; -90 to 90".formatted(latitudeDegrees));
        }
        if (!(noonHour >= 0 && noonHour <= 24)) {
            throw new IllegalArgumentException("noonHour is %s; 0 to 24".formatted(noonHour));
        }
    }

    /**
     * The sun of a place whose clock shows the time of a zone.
     *
     * @param longitudeDegrees -180 (west) to 180 (east)
     */
    public static SunPath at(double latitudeDegrees, double longitudeDegrees, ZoneId zone) {
        ZoneOffset standard = zone.getRules()
                .getStandardOffset(ZonedDateTime.of(LocalDate.EPOCH.withYear(2020), LocalTime.NOON, zone)
                        .toInstant());
        double hour = 12 + standard.getTotalSeconds() / 3600.0 - longitudeDegrees / DEGREES_PER_HOUR;
        return new SunPath(latitudeDegrees, (hour % 24 + 24) % 24, Optional.of(zone));
    }

    /** Mean of the sine of the sun's elevation over each slot of a day, 0 where it is below the horizon. */
    double[] day(LocalDate date, int slots) {
        double[] height = new double[slots];
        double latitude = Math.toRadians(latitudeDegrees);
        double noon = noon(date);
        for (int slot = 0; slot < slots; slot++) {
            for (int part = 0; part < PARTS_OF_SLOT; part++) {
                double hour = (slot + (part + 0.5) / PARTS_OF_SLOT) * 24 / slots;
                height[slot] += Math.max(0, sineOfElevation(latitude, declination(date), hour - noon)) / PARTS_OF_SLOT;
            }
        }
        return height;
    }

    /** Elevation in degrees at an hour of the clock. */
    double elevationDegrees(LocalDate date, double hour) {
        double sine = sineOfElevation(Math.toRadians(latitudeDegrees), declination(date), hour - noon(date));
        return Math.toDegrees(Math.asin(sine));
    }

    /** True solar noon of a day in hours of the clock. */
    private double noon(LocalDate date) {
        return noonHour + summerHours(date) - equationOfTimeHours(date);
    }

    /** How far the clock is put forward on a day. */
    double summerHours(LocalDate date) {
        return zone.map(each -> each.getRules()
                        .getDaylightSavings(
                                date.atTime(LocalTime.NOON).atZone(each).toInstant()))
                .map(forward -> forward.toMinutes() / 60.0)
                .orElse(0.0);
    }

    private static double sineOfElevation(double latitude, double declination, double hoursFromNoon) {
        return Math.sin(latitude) * Math.sin(declination)
                + Math.cos(latitude)
                        * Math.cos(declination)
                        * Math.cos(Math.toRadians(DEGREES_PER_HOUR * hoursFromNoon));
    }

    /** In radians, at noon. */
    static double declination(LocalDate date) {
        double angle = angleOfYear(date);
        return 0.006918
                - 0.399912 * Math.cos(angle)
                + 0.070257 * Math.sin(angle)
                - 0.006758 * Math.cos(2 * angle)
                + 0.000907 * Math.sin(2 * angle)
                - 0.002697 * Math.cos(3 * angle)
                + 0.00148 * Math.sin(3 * angle);
    }

    /** How far a sundial is ahead of the mean sun. */
    static double equationOfTimeHours(LocalDate date) {
        double angle = angleOfYear(date);
        return 229.18
                / 60
                * (0.000075
                        + 0.001868 * Math.cos(angle)
                        - 0.032077 * Math.sin(angle)
                        - 0.014615 * Math.cos(2 * angle)
                        - 0.040849 * Math.sin(2 * angle));
    }

    private static double angleOfYear(LocalDate date) {
        return 2 * Math.PI * (date.getDayOfYear() - 0.5) / date.lengthOfYear();
    }
}

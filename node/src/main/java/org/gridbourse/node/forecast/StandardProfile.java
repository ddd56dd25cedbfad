package org.gridbourse.node.forecast;

import java.time.LocalDate;
import java.time.Month;

/**
 * What a site without history is taken to do: the shape of a usual day, scaled to whatever was measured so far.
 *
 * <p>The household's shape is our own rounding of what published standard load profiles have in common: a low night, a
 * rise at six, a dish at noon, a peak in the evening, later and flatter at weekends, more in winter.
 */
final class StandardProfile {
    private static final double[] WORKDAY = {
        0.55, 0.45, 0.40, 0.38, 0.38, 0.45, 0.75, 1.00, 1.00, 0.95, 0.95, 1.05, 1.20, 1.10, 0.95, 0.90, 0.95, 1.15,
        1.50, 1.70, 1.65, 1.40, 1.10, 0.80
    };
    private static final double[] WEEKEND = {
        0.65, 0.52, 0.45, 0.40, 0.38, 0.40, 0.50, 0.75, 1.10, 1.35, 1.40, 1.45, 1.55, 1.35, 1.10, 1.00, 1.00, 1.15,
        1.40, 1.55, 1.50, 1.30, 1.05, 0.80
    };
    private static final double SEASON_SHARE = 0.15;

    private final Kind kind;
    private final SunPath sun;

    StandardProfile(Kind kind, SunPath sun) {
        this.kind = kind;
        this.sun = sun;
    }

    /** The profile of a day; all zero while nothing at all was measured. */
    double[] day(Knowledge known) {
        double[] shape = shape(known, 0);
        double measured = 0;
        double expected = 0;
        for (int lag = 1; lag <= Math.min(known.day(), 14); lag++) {
            double[] then = shape(known, lag);
            for (int slot = 0; slot < shape.length; slot++) {
                double value = known.ago(lag, slot);
                if (!Double.isNaN(value)) {
                    measured += value;
                    expected += then[slot];
                }
            }
        }
        double scale = expected == 0 ? 0 : measured / expected;
        for (int slot = 0; slot < shape.length; slot++) {
            shape[slot] *= scale;
        }
        return shape;
    }

    private double[] shape(Knowledge known, int lagDays) {
        LocalDate date = known.date().minusDays(lagDays);
        return switch (kind) {
            case LOAD -> load(known.calendar().type(date), date.getMonth(), known.slots());
            case PV -> sun.day(date, known.slots());
            case WIND -> Slots.filled(known.slots(), 1);
        };
    }

    private double[] load(Calendar.DayType type, Month month, int slots) {
        double[] hours = type == Calendar.DayType.WORKDAY ? WORKDAY : WEEKEND;
        double north = sun.latitudeDegrees() < 0 ? -1 : 1;
        double season = 1 + north * SEASON_SHARE * Math.cos(2 * Math.PI * (month.getValue() - 1) / 12);
        double[] day = new double[slots];
        for (int slot = 0; slot < slots; slot++) {
            double hour = (slot + 0.5) * 24 / slots - 0.5;
            int before = Math.floorMod((int) Math.floor(hour), 24);
            double share = hour - Math.floor(hour);
            day[slot] = season * ((1 - share) * hours[before] + share * hours[(before + 1) % 24]);
        }
        return day;
    }
}

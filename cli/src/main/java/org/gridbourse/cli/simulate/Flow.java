package org.gridbourse.cli.simulate;

import java.time.LocalDate;
import org.gridbourse.node.forecast.DayForecast;
import org.gridbourse.node.forecast.DayGrid;
import org.gridbourse.node.forecast.ForecastSettings;
import org.gridbourse.node.forecast.Forecaster;
import org.gridbourse.node.forecast.Kind;

/**
 * A series of energy of one household: a load, or a plant.
 *
 * @param kind what it is; a load counts as consumption, anything else as generation
 * @param power mean power per period [kW], whole days
 */
record Flow(Kind kind, DayGrid power) {

    /** A column of a series, averaged down to periods, multiplied, and taken from {@code shiftDays} later. */
    static Flow of(Kind kind, DayGrid column, double kw, int shiftDays, int periodMinutes) {
        DayGrid power = new DayGrid(column.date(0), periodMinutes);
        int periods = power.slotsPerDay();
        for (int day = 0; day < column.days(); day++) {
            int from = Math.floorMod(day + shiftDays, column.days());
            for (int t = 0; t < periods; t++) {
                power.put(day, t, kw * mean(column, from, t, periods));
            }
        }
        return new Flow(kind, power);
    }

    private static double mean(DayGrid column, int day, int t, int periods) {
        int slots = column.slotsPerDay();
        int first = t * slots / periods;
        int end = Math.max(first + 1, (t + 1) * slots / periods);
        double sum = 0;
        for (int slot = first; slot < end; slot++) {
            sum += column.value(day, slot);
        }
        return sum / (end - first);
    }

    LocalDate date(int day) {
        return power.date(day);
    }

    int days() {
        return power.days();
    }

    /** Whether every period of the day was measured. */
    boolean isWhole(int day) {
        for (int t = 0; t < power.slotsPerDay(); t++) {
            if (Double.isNaN(power.value(day, t))) {
                return false;
            }
        }
        return true;
    }

    /** Consumption (positive) or generation (negative) of a day [Wh], half up. */
    long[] measuredWh(int day) {
        double[] kw = new double[power.slotsPerDay()];
        for (int t = 0; t < kw.length; t++) {
            kw[t] = power.value(day, t);
        }
        return wh(kw);
    }

    long[] forecastWh(DayForecast forecast) {
        return wh(forecast.mean());
    }

    Forecaster forecaster() {
        return new Forecaster(power, ForecastSettings.of(kind));
    }

    private long[] wh(double[] kw) {
        long[] wh = new long[kw.length];
        double hours = power.stepMinutes() / 60.0;
        for (int t = 0; t < kw.length; t++) {
            long amount = (long) Math.floor(Math.max(0, kw[t]) * hours * 1000 + 0.5);
            wh[t] = kind == Kind.LOAD ? amount : -amount;
        }
        return wh;
    }
}

package org.gridbourse.node.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Predictors with what the weather adds: of a plant, what it gave lately in such light or wind; of a load, by how many
 * degrees of heating and cooling the day differs from the days before.
 */
final class WeatherPredictors implements Predictors {
    private static final String BY_LIGHT = "by irradiance";
    private static final String BY_WIND = "by wind speed";
    private static final String HEATING = "heating degrees";
    private static final String COOLING = "cooling degrees";
    private static final double HEATS_BELOW = 15;
    private static final double COOLS_ABOVE = 22;
    private static final int LIGHT_DAYS = 28;
    private static final int WIND_DAYS = 150;
    private static final int DEGREE_DAYS = 7;
    private static final int CURVE_POINTS = 25;

    private final Predictors others;
    private final Weather weather;
    private final List<String> own = new ArrayList<>();

    WeatherPredictors(Predictors others, Kind kind, Weather weather) {
        this.others = others;
        this.weather = weather;
        if (kind == Kind.PV && weather.has(Weather.Quantity.IRRADIANCE)) {
            own.add(BY_LIGHT);
        }
        if (kind == Kind.WIND && weather.has(Weather.Quantity.WIND_SPEED)) {
            own.add(BY_WIND);
        }
        if (kind == Kind.LOAD && weather.has(Weather.Quantity.TEMPERATURE)) {
            own.addAll(List.of(HEATING, COOLING));
        }
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>(others.names());
        names.addAll(own);
        return names;
    }

    @Override
    public double[] startWeights() {
        return Arrays.copyOf(others.startWeights(), names().size());
    }

    @Override
    public double[][] of(Knowledge known) {
        double[][] theirs = others.of(known);
        double[][] rows = Arrays.copyOf(theirs, theirs.length + own.size());
        for (int i = 0; i < own.size(); i++) {
            double[] row =
                    switch (own.get(i)) {
                        case BY_LIGHT -> byLight(known);
                        case BY_WIND -> byWind(known);
                        case HEATING -> degrees(known, true);
                        default -> degrees(known, false);
                    };
            for (int slot = 0; slot < row.length; slot++) {
                // without weather the plant is taken as its other predictors start, a load as not differing
                row[slot] = Double.isNaN(row[slot]) ? fallback(theirs, slot) : row[slot];
            }
            rows[theirs.length + i] = row;
        }
        return rows;
    }

    private double fallback(double[][] theirs, int slot) {
        if (own.contains(HEATING)) {
            return 0;
        }
        double[] weights = others.startWeights();
        double sum = 0;
        for (int i = 0; i < theirs.length; i++) {
            sum += weights[i] * theirs[i][slot];
        }
        return sum;
    }

    /** Light times what a unit of it gave at this time of day in the last four weeks. */
    private double[] byLight(Knowledge known) {
        double[] row = new double[known.slots()];
        for (int slot = 0; slot < row.length; slot++) {
            double given = 0;
            double light = 0;
            for (int lag = 1; lag <= LIGHT_DAYS; lag++) {
                double value = known.ago(lag, slot);
                double then = at(Weather.Quantity.IRRADIANCE, known, lag, slot);
                if (!Double.isNaN(value) && !Double.isNaN(then)) {
                    given += value;
                    light += then;
                }
            }
            row[slot] = light > 0 ? given / light * at(Weather.Quantity.IRRADIANCE, known, 0, slot) : Double.NaN;
        }
        return row;
    }

    /** What the plant gave on average at such a wind: its own power curve. */
    private double[] byWind(Knowledge known) {
        double strongest = 0;
        double[][] speeds = new double[WIND_DAYS + 1][known.slots()];
        for (int lag = 0; lag <= WIND_DAYS; lag++) {
            for (int slot = 0; slot < known.slots(); slot++) {
                speeds[lag][slot] = at(Weather.Quantity.WIND_SPEED, known, lag, slot);
                strongest = Math.max(strongest, Double.isNaN(speeds[lag][slot]) ? 0 : speeds[lag][slot]);
            }
        }
        double[] given = new double[CURVE_POINTS + 1];
        double[] counted = new double[CURVE_POINTS + 1];
        for (int lag = 1; lag <= WIND_DAYS; lag++) {
            for (int slot = 0; slot < known.slots(); slot++) {
                double value = known.ago(lag, slot);
                if (!Double.isNaN(value) && !Double.isNaN(speeds[lag][slot]) && strongest > 0) {
                    int point = point(speeds[lag][slot], strongest);
                    given[point] += value;
                    counted[point]++;
                }
            }
        }
        double[] row = new double[known.slots()];
        for (int slot = 0; slot < row.length; slot++) {
            int point = strongest > 0 && !Double.isNaN(speeds[0][slot]) ? point(speeds[0][slot], strongest) : 0;
            boolean seen = counted[point] > 0 && !Double.isNaN(speeds[0][slot]);
            row[slot] = seen ? given[point] / counted[point] : Double.NaN;
        }
        return row;
    }

    private static int point(double speed, double strongest) {
        return (int) Math.round(CURVE_POINTS * Math.max(0, speed) / strongest);
    }

    private double[] degrees(Knowledge known, boolean heating) {
        double[] row = new double[known.slots()];
        double scale = known.meanOfLast(28 * known.slots()) / 10;
        for (int slot = 0; slot < row.length; slot++) {
            double[] before = new double[DEGREE_DAYS];
            for (int rank = 1; rank <= DEGREE_DAYS; rank++) {
                before[rank - 1] =
                        degrees(at(Weather.Quantity.TEMPERATURE, known, known.lag(rank, slot), slot), heating);
            }
            double today = degrees(at(Weather.Quantity.TEMPERATURE, known, 0, slot), heating);
            row[slot] = scale * (today - Slots.mean(before, DEGREE_DAYS));
        }
        return row;
    }

    private static double degrees(double temperature, boolean heating) {
        return heating ? Math.max(0, HEATS_BELOW - temperature) : Math.max(0, temperature - COOLS_ABOVE);
    }

    private double at(Weather.Quantity quantity, Knowledge known, int lag, int slot) {
        return weather.at(quantity, known.date().minusDays(lag), slot, known.slots());
    }
}

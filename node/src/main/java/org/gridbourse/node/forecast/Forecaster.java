package org.gridbourse.node.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Forecasts the days of a series one after the other, each from what lay before the gate of the day before, and learns
 * from each day once it has been measured whole.
 *
 * <p>Simple predictors are mixed by ridge regression that is fitted again each week; the mix and the predictors compete
 * by their misses of the last weeks; nothing beats the same day last week for long without being used, and nothing worse
 * is. Deterministic: the same series gives the same bits. Not for several threads.
 */
public final class Forecaster {
    private static final int SUN_LEARNT_EVERY_DAYS = 28;
    private static final int EXTREMES_KNOWN_AFTER_DAYS = 28;
    private static final double BEYOND_SEEN = 0.25;

    private final DayGrid grid;
    private final ForecastSettings settings;
    private final int gateSlot;
    private final List<Family> families = new ArrayList<>();
    private final List<String> alone = new ArrayList<>();
    private final Mixture mixture;
    private final ConformalBand band;
    private SunPath sun;
    private double highest = Double.NEGATIVE_INFINITY;
    private double lowest = Double.POSITIVE_INFINITY;
    private int nextDay;
    private DayForecast last;

    /** @param grid the series; values may be put while forecasts are asked for, up to the gate of each */
    public Forecaster(DayGrid grid, ForecastSettings settings) {
        this.grid = grid;
        this.settings = settings;
        this.gateSlot = settings.gate().toSecondOfDay() / 60 / grid.stepMinutes();
        this.sun = settings.sun().orElse(new SunPath(50, 12, settings.zone()));
        addFamilies(new StandardProfile(settings.kind(), sun));
        this.mixture = new Mixture(families.size() + alone.size(), grid.slotsPerDay(), families.size());
        this.band = new ConformalBand(grid.slotsPerDay());
    }

    private void addFamilies(StandardProfile coldStart) {
        switch (settings.kind()) {
            case LOAD -> {
                addFamily(() -> new LoadPredictors(coldStart), new Family.Memory(150, 60, true));
                alone.addAll(List.of(
                        LoadPredictors.LAST_WEEK,
                        LoadPredictors.EIGHT_WEEKS,
                        LoadPredictors.MEDIAN_WEEKS,
                        LoadPredictors.DAY_TYPE));
            }
            case PV -> {
                Family.Memory memory = new Family.Memory(365, 1000, false);
                SolarPredictors.ClearSky plain = SolarPredictors.ClearSky.none();
                SolarPredictors.ClearSky sky =
                        (known, lag) -> sun.day(known.date().minusDays(lag), known.slots());
                families.add(new Family(new SolarPredictors(plain, coldStart), memory));
                addFamily(() -> new SolarPredictors(sky, coldStart), memory);
                alone.addAll(
                        List.of(SolarPredictors.LAST_WEEK, SolarPredictors.SEVEN_DAYS, SolarPredictors.FOURTEEN_DAYS));
            }
            case WIND -> {
                addFamily(WindPredictors::new, new Family.Memory(365, 1000, false));
                alone.addAll(List.of(WindPredictors.LAST_WEEK, WindPredictors.SIXTY_DAYS, WindPredictors.FOUR_WEEKS));
            }
        }
    }

    /** Predictors, and where there is weather the same with what it adds. */
    private void addFamily(Supplier<Predictors> predictors, Family.Memory memory) {
        families.add(new Family(predictors.get(), memory));
        settings.weather()
                .map(weather -> new WeatherPredictors(predictors.get(), settings.kind(), weather))
                .ifPresent(each -> families.add(new Family(each, memory)));
    }

    /**
     * The forecast of a day, by what was measured before the gate of the day before.
     *
     * @param day index in the grid, not before one asked for earlier
     */
    public DayForecast forecast(int day) {
        if (day < nextDay - 1) {
            throw new IllegalArgumentException("day is %d; %d was forecast already".formatted(day, nextDay - 1));
        }
        while (nextDay <= day) {
            last = next();
        }
        return last;
    }

    private DayForecast next() {
        int day = nextDay++;
        Knowledge known = new Knowledge(grid, settings.calendar(), day, gateSlot);
        learn(known);
        double[][] forecasts = new double[families.size() + alone.size()][];
        for (int i = 0; i < families.size(); i++) {
            forecasts[i] = families.get(i).forecast(known);
        }
        for (int i = 0; i < alone.size(); i++) {
            // the first is last week as it was; the others as the richest family sees them
            Family family = families.get(i == 0 ? 0 : families.size() - 1);
            forecasts[families.size() + i] = family.predictor(alone.get(i));
        }
        double[] mean = mixture.mix(forecasts);
        CertainSlots certain = CertainSlots.at(known, settings.kind(), highest);
        for (int slot = 0; slot < mean.length; slot++) {
            mean[slot] = within(mean[slot], day);
            if (certain.is(slot)) {
                mean[slot] = Math.max(certain.low(slot), Math.min(certain.high(slot), mean[slot]));
            }
        }
        return band.around(mean, certain, floor());
    }

    /** A day counts as measured once its evening lies before a gate: two days before the forecast day. */
    private void learn(Knowledge known) {
        int day = known.day() - 2;
        if (day < 0) {
            return;
        }
        double[] actual = new double[known.slots()];
        for (int slot = 0; slot < actual.length; slot++) {
            actual[slot] = known.ago(2, slot);
            if (!Double.isNaN(actual[slot])) {
                highest = Math.max(highest, actual[slot]);
                lowest = Math.min(lowest, actual[slot]);
            }
        }
        mixture.learn(day, actual);
        band.learn(day, actual);
        if (settings.kind() == Kind.PV && settings.sun().isEmpty() && known.day() % SUN_LEARNT_EVERY_DAYS == 0) {
            Optional<SunPath> learnt = LearntSun.from(known, highest, settings.zone());
            sun = learnt.orElse(sun);
        }
    }

    /** No forecast goes far beyond what has been seen, once enough has been. */
    private double within(double value, int day) {
        if (day < EXTREMES_KNOWN_AFTER_DAYS || highest < lowest) {
            return value;
        }
        return Math.max(floor(), Math.min(highest + BEYOND_SEEN * (highest - lowest), value));
    }

    /** What never was below zero is not expected there. */
    private double floor() {
        if (highest < lowest) {
            return Double.NEGATIVE_INFINITY;
        }
        double below = lowest - BEYOND_SEEN * (highest - lowest);
        return lowest >= 0 ? Math.max(0, below) : below;
    }
}

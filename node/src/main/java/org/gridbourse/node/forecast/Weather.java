package org.gridbourse.node.forecast;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;

/**
 * Weather at a site, past and ahead, on the same clock as the series. What it says of a forecast day must have been
 * forecast before the gate: the file's owner answers for that.
 */
public final class Weather {
    private final Map<Quantity, DayGrid> grids;

    /** What a weather file may hold, each in any unit that does not change. */
    public enum Quantity {
        TEMPERATURE,
        IRRADIANCE,
        WIND_SPEED
    }

    public Weather(Map<Quantity, DayGrid> grids) {
        this.grids = new EnumMap<>(Quantity.class);
        this.grids.putAll(grids);
    }

    boolean has(Quantity quantity) {
        return grids.containsKey(quantity);
    }

    /** Mean over one of a day's equal slots; NaN where the file says nothing. */
    double at(Quantity quantity, LocalDate date, int slot, int slots) {
        DayGrid grid = grids.get(quantity);
        int day = grid.day(date);
        int own = grid.slotsPerDay();
        if (own >= slots && own % slots == 0) {
            double[] parts = new double[own / slots];
            for (int part = 0; part < parts.length; part++) {
                parts[part] = grid.value(day, slot * parts.length + part);
            }
            return Slots.mean(parts, parts.length);
        }
        return between(grid, day, (slot + 0.5) * own / slots - 0.5);
    }

    /** Straight between the middles of two of the file's slots. */
    private static double between(DayGrid grid, int day, double place) {
        int before = (int) Math.floor(place);
        double share = place - before;
        double left = value(grid, day, before);
        double right = value(grid, day, before + 1);
        if (Double.isNaN(left) || Double.isNaN(right)) {
            return share < 0.5 ? left : right;
        }
        return left + share * (right - left);
    }

    private static double value(DayGrid grid, int day, int slot) {
        int own = grid.slotsPerDay();
        return grid.value(day + Math.floorDiv(slot, own), Math.floorMod(slot, own));
    }
}

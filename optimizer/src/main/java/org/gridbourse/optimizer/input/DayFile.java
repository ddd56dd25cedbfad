package org.gridbourse.optimizer.input;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.gridbourse.optimizer.Day;
import org.gridbourse.optimizer.DayStep;
import org.gridbourse.optimizer.InputRefusedException;

/**
 * Reads a day file: {@code hour,load_kw,pv_kw,wind_kw,buy_price,sell_price[,grid_kg_per_kwh]}. The first column counts
 * the steps, or has their starts as local times with a zone, and may have any name; power is the mean of its step,
 * prices are per kWh and may be negative.
 *
 * <p>Rows without times and without a given length are one day of 24 hours, but for the numbers of rows that a day of
 * 23 or 25 hours has in hours, half hours, quarter hours or five minutes: these are read as such, and said.
 */
public final class DayFile {
    private static final String LOAD = "load_kw";
    private static final String PV = "pv_kw";
    private static final String WIND = "wind_kw";
    private static final String BUY = "buy_price";
    private static final String SELL = "sell_price";
    private static final String GRID_CARBON = "grid_kg_per_kwh";
    private static final List<String> COLUMNS = List.of(LOAD, PV, WIND, BUY, SELL, GRID_CARBON);

    /** Steps in an hour of which a day of 23 or 25 hours is told by its number of rows. */
    private static final int[] PER_HOUR = {1, 2, 4, 12};

    private DayFile() {}

    /** One whole day in equal steps, without a separate file of carbon factors. */
    public static Day read(Path path) {
        return read(path, OptionalDouble.empty(), Optional.empty());
    }

    /**
     * @param stepMinutes length of a step; empty: as the times say, or one day
     * @param carbonFactors file {@code hour,grid_kg_per_kwh}, one row per step or per equal group of steps; decides over
     *     the day file's own column
     * @throws InputRefusedException naming file, line, column and allowed range
     */
    public static Day read(Path path, OptionalDouble stepMinutes, Optional<Path> carbonFactors) {
        CsvTable table = CsvTable.read(path, COLUMNS, Set.of(GRID_CARBON));
        Optional<CsvTable> factors = carbonFactors.map(file -> CsvTable.read(file, List.of(GRID_CARBON), Set.of()));
        return day(table, stepMinutes, factors);
    }

    /** As {@link #read(Path)}, of a text at hand; {@code file} is what refusals call it. */
    public static Day parse(String file, String text) {
        return day(CsvTable.parse(file, text, COLUMNS, Set.of(GRID_CARBON)), OptionalDouble.empty(), Optional.empty());
    }

    private static Day day(CsvTable table, OptionalDouble stepMinutes, Optional<CsvTable> factors) {
        if (stepMinutes.isEmpty() && !table.hasTimes()) {
            table.requireStartOfDay();
        }
        factors.ifPresent(file -> requireWholeGroups(file, table.size()));
        List<DayStep> steps = new ArrayList<>(table.size());
        for (int row = 0; row < table.size(); row++) {
            steps.add(new DayStep(
                    table.number(row, LOAD, Range.notNegative()),
                    table.number(row, PV, Range.notNegative()),
                    table.number(row, WIND, Range.notNegative()),
                    table.number(row, BUY, Range.anySign()),
                    table.number(row, SELL, Range.anySign()),
                    gridCarbon(table, factors, row)));
        }
        return table.hasTimes() ? timed(table, stepMinutes, steps) : counted(stepMinutes, steps);
    }

    private static Day timed(CsvTable table, OptionalDouble stepMinutes, List<DayStep> steps) {
        List<ZonedDateTime> times = table.times();
        if (times.size() == 1 && stepMinutes.isEmpty()) {
            throw table.refuse(0, "row", "is the only one", "two times or more, or a given length of the step");
        }
        double minutes = times.size() == 1
                ? stepMinutes.getAsDouble()
                : Duration.between(times.get(0), times.get(1)).toMillis() / 60_000.0;
        if (stepMinutes.isPresent() && stepMinutes.getAsDouble() != minutes) {
            throw table.refuse(
                    1, "row", "begins " + minutes + " minutes after the one before", stepMinutes.getAsDouble() + "");
        }
        return new Day(minutes, steps, Optional.of(times.get(0)), List.of());
    }

    private static Day counted(OptionalDouble stepMinutes, List<DayStep> steps) {
        if (stepMinutes.isPresent()) {
            return new Day(stepMinutes.getAsDouble(), steps);
        }
        for (int perHour : PER_HOUR) {
            if (steps.size() == 23 * perHour || steps.size() == 25 * perHour) {
                int minutes = 60 / perHour;
                String remark = "%d rows are read as a day of %d hours, as when the clock changes: %d minutes a step"
                        .formatted(steps.size(), steps.size() / perHour, minutes);
                return new Day(minutes, steps, Optional.empty(), List.of(remark));
            }
        }
        return Day.of(steps);
    }

    private static OptionalDouble gridCarbon(CsvTable table, Optional<CsvTable> factors, int row) {
        if (factors.isPresent()) {
            int group = table.size() / factors.get().size();
            return OptionalDouble.of(factors.get().number(row / group, GRID_CARBON, Range.notNegative()));
        }
        return table.has(GRID_CARBON)
                ? OptionalDouble.of(table.number(row, GRID_CARBON, Range.notNegative()))
                : OptionalDouble.empty();
    }

    private static void requireWholeGroups(CsvTable factors, int steps) {
        if (steps % factors.size() != 0) {
            throw factors.refuse(
                    -1, GRID_CARBON, "has " + factors.size() + " rows", "a divisor of the day's " + steps + " steps");
        }
    }
}

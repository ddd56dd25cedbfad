package org.gridbourse.node.forecast;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.optimizer.InputRefusedException;

/**
 * Reads weather by file: {@code start,<columns>} as a history, with columns named after temperature, irradiance (or
 * radiation, GHI) and wind speed.
 */
public final class WeatherFile {
    private WeatherFile() {}

    /** @throws InputRefusedException naming file, line and column */
    public static Weather read(Path path, Optional<ZoneId> zone) {
        List<String> columns = HistoryFile.columns(path);
        Map<Weather.Quantity, DayGrid> grids = new EnumMap<>(Weather.Quantity.class);
        for (String column : columns) {
            Optional<Weather.Quantity> quantity = quantity(column.toLowerCase(Locale.ROOT));
            if (quantity.isPresent() && !grids.containsKey(quantity.get())) {
                grids.put(quantity.get(), HistoryFile.read(path, column, zone));
            }
        }
        if (grids.isEmpty()) {
            throw new InputRefusedException(
                    path.toString(),
                    1,
                    "header",
                    "names no weather: " + String.join(", ", columns),
                    "start and any of temperature, irradiance, wind_speed");
        }
        return new Weather(grids);
    }

    private static Optional<Weather.Quantity> quantity(String name) {
        if (name.contains("temp") || name.equals("t2m")) {
            return Optional.of(Weather.Quantity.TEMPERATURE);
        }
        if (name.contains("irradi")
                || name.contains("radiation")
                || name.contains("ghi")
                || name.contains("globalstr")) {
            return Optional.of(Weather.Quantity.IRRADIANCE);
        }
        boolean wind = name.contains("wind") && !name.contains("dir");
        return wind ? Optional.of(Weather.Quantity.WIND_SPEED) : Optional.empty();
    }
}

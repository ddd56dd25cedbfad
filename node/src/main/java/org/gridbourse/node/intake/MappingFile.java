package org.gridbourse.node.intake;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gridbourse.node.meter.EnergyUnit;
import org.gridbourse.optimizer.InputRefusedException;
import org.gridbourse.optimizer.input.Range;
import org.gridbourse.optimizer.input.YamlFile;
import org.gridbourse.optimizer.input.YamlMap;
import org.gridbourse.optimizer.input.YamlValue;

/**
 * Reads {@code meters.yaml}: which topics carry which meters' registers.
 *
 * <pre>
 * meters:
 *   - meterId: m-1
 *     topic: tele/house/SENSOR
 *     import: {path: SML.Total_in, unit: kWh}
 *     export: {path: SML.Total_out, unit: kWh}
 *     time: Time            # optional
 *     maxKw: 30             # optional, 1000 by default
 *     rollsOverAtKwh: 100000   # optional
 *     interpolateMinutes: 5    # optional, 0 by default
 * </pre>
 */
public final class MappingFile {
    private static final double USUAL_MAX_KW = 1000;
    private static final int MINUTES_PER_DAY = 1440;
    private static final double MILLI_PER_KWH = 1e6;

    private MappingFile() {}

    /** @throws InputRefusedException naming file, line and key */
    public static List<MeterMapping> read(Path path) {
        YamlMap file = YamlFile.read(path).onlyKeys("meters");
        List<MeterMapping> mappings = new ArrayList<>();
        Set<String> meterIds = new HashSet<>();
        for (YamlValue value : file.list("meters")) {
            YamlMap meter = value.map()
                    .onlyKeys(
                            "meterId",
                            "topic",
                            "import",
                            "export",
                            "time",
                            "maxKw",
                            "rollsOverAtKwh",
                            "interpolateMinutes");
            MeterMapping mapping = mapping(meter);
            if (!meterIds.add(mapping.meterId())) {
                throw meter.refuse("meterId", "stands twice", "each meter once");
            }
            mappings.add(mapping);
        }
        return List.copyOf(mappings);
    }

    private static MeterMapping mapping(YamlMap meter) {
        if (!meter.has("import") && !meter.has("export")) {
            throw meter.refuse("import", "is missing, and export too", "one of them or both");
        }
        double maxKw = meter.optionalNumber("maxKw", Range.positive()).orElse(USUAL_MAX_KW);
        long capacity = meter.has("rollsOverAtKwh")
                ? Math.round(meter.number("rollsOverAtKwh", Range.positive()) * MILLI_PER_KWH)
                : Long.MAX_VALUE;
        return new MeterMapping(
                meter.text("meterId"),
                meter.text("topic"),
                meter.optionalMap("import").map(MappingFile::register),
                meter.optionalMap("export").map(MappingFile::register),
                meter.optionalText("time").map(text -> path(meter, "time", text)),
                new CountedRegister.Limits(maxKw, capacity),
                Duration.ofMinutes(
                        meter.has("interpolateMinutes") ? meter.integer("interpolateMinutes", 0, MINUTES_PER_DAY) : 0));
    }

    private static MeterMapping.Register register(YamlMap register) {
        register.onlyKeys("path", "unit");
        Optional<EnergyUnit> unit = EnergyUnit.of(register.text("unit"));
        return new MeterMapping.Register(
                path(register, "path", register.text("path")),
                unit.orElseThrow(
                        () -> register.refuse("unit", "is \"" + register.text("unit") + "\"", "Wh, kWh or MWh")));
    }

    private static ValuePath path(YamlMap map, String key, String text) {
        try {
            return new ValuePath(text);
        } catch (IllegalArgumentException noPath) {
            throw map.refuse(key, noPath.getMessage(), "a path");
        }
    }
}

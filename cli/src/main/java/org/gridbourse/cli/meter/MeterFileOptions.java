package org.gridbourse.cli.meter;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.gridbourse.cli.output.CallCheck;
import org.gridbourse.cli.output.ZoneName;
import org.gridbourse.node.meter.EnergyUnit;
import org.gridbourse.node.meter.MeterFile;
import org.gridbourse.node.meter.MeterReadings;
import org.gridbourse.node.meter.ReadOptions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** A meter's file and how it is read, the same for every verb. */
final class MeterFileOptions {
    private static final int MINUTES_PER_DAY = 1440;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--file",
            required = true,
            paramLabel = "FILE",
            description = "The meter's file, also compressed (.gz).")
    private Path file;

    @Option(
            names = "--format",
            defaultValue = "auto",
            paramLabel = "FORMAT",
            converter = FormatName.class,
            description = "auto, csv, nem12 or espi. Default: ${DEFAULT-VALUE}.")
    private MeterFile.Format format;

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            converter = ZoneName.class,
            description = "Zone of local times, such as Europe/Berlin. Default: UTC; NEM12: UTC+10:00.")
    private ZoneId zone;

    @Option(
            names = "--period-minutes",
            paramLabel = "N",
            description = "Length of the periods, a divisor of a day. Default: that of the file.")
    private Integer periodMinutes;

    @Option(
            names = "--unit",
            paramLabel = "UNIT",
            converter = UnitName.class,
            description = "Wh, kWh or MWh, where a CSV file does not say it.")
    private EnergyUnit unit;

    @Option(
            names = "--values",
            defaultValue = "auto",
            paramLabel = "WHAT",
            converter = ValuesName.class,
            description = "registers or intervals, where a CSV file does not say it. Default: ${DEFAULT-VALUE}.")
    private ReadOptions.Values values;

    @Option(
            names = "--meter-id",
            defaultValue = "meter",
            paramLabel = "ID",
            description = "Of a file that names no meter. Default: ${DEFAULT-VALUE}.")
    private String meterId;

    @Option(
            names = "--max-kw",
            paramLabel = "KW",
            description =
                    "More mean power is implausible. Default: 50 kW, or twenty times what the meter rarely exceeds.")
    private Double maxKw;

    @Option(
            names = "--interpolate-minutes",
            defaultValue = "0",
            paramLabel = "N",
            description = "Between registers up to so far apart the straight line counts as measured. Default: 0.")
    private int interpolateMinutes;

    /** Reads the file; what it does not say is told on stderr. */
    MeterReadings read() {
        CallCheck.require(
                spec,
                periodMinutes == null
                        || (periodMinutes >= 1
                                && periodMinutes <= MINUTES_PER_DAY
                                && MINUTES_PER_DAY % periodMinutes == 0),
                "--period-minutes is " + periodMinutes + "; allowed: a divisor of 1440, such as 5, 15, 30, 60");
        CallCheck.require(spec, maxKw == null || maxKw > 0, "--max-kw is " + maxKw + "; allowed: above 0");
        CallCheck.require(
                spec,
                interpolateMinutes >= 0,
                "--interpolate-minutes is " + interpolateMinutes + "; allowed: at least 0");
        CallCheck.require(spec, !meterId.isBlank(), "--meter-id is empty; allowed: a name");
        MeterReadings readings = MeterFile.read(file, format, options());
        PrintWriter errors = spec.commandLine().getErr();
        readings.assumptions().forEach(sentence -> errors.println("note: " + sentence));
        errors.flush();
        return readings;
    }

    private ReadOptions options() {
        return new ReadOptions(
                Optional.ofNullable(zone),
                periodMinutes == null ? OptionalInt.empty() : OptionalInt.of(periodMinutes),
                Optional.ofNullable(unit),
                values,
                meterId,
                maxKw == null ? OptionalDouble.empty() : OptionalDouble.of(maxKw),
                interpolateMinutes);
    }

    private static <E extends Enum<E>> E named(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'%s' is none of %s"
                        .formatted(
                                name,
                                Arrays.toString(type.getEnumConstants())
                                        .toLowerCase(Locale.ROOT)
                                        .replaceAll("[\\[\\]]", ""))));
    }

    /** The formats as the command line calls them. */
    static final class FormatName implements ITypeConverter<MeterFile.Format> {
        @Override
        public MeterFile.Format convert(String name) {
            return named(MeterFile.Format.class, name);
        }
    }

    /** Registers or intervals. */
    static final class ValuesName implements ITypeConverter<ReadOptions.Values> {
        @Override
        public ReadOptions.Values convert(String name) {
            return named(ReadOptions.Values.class, name);
        }
    }

    /** A unit of energy. */
    static final class UnitName implements ITypeConverter<EnergyUnit> {
        @Override
        public EnergyUnit convert(String name) {
            return EnergyUnit.of(name)
                    .orElseThrow(() -> new TypeConversionException("'" + name + "' is none of Wh, kWh, MWh"));
        }
    }
}

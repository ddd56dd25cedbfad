package org.gridbourse.node.meter;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.gridbourse.optimizer.InputRefusedException;

/**
 * Reads what meters and data hubs hand out: CSV, NEM12 (AEMO's meter data file format) and Green Button (ESPI, NAESB
 * REQ.21), and turns it into periods with a list of doubts. Offline, books nothing.
 */
public final class MeterFile {
    private static final long LARGEST_BYTES = 512L << 20;

    private MeterFile() {}

    /** How a file is written. */
    public enum Format {
        /** Told by its first bytes. */
        AUTO,
        CSV,
        NEM12,
        ESPI
    }

    /** @throws InputRefusedException naming file, line and field of what cannot be read */
    public static MeterReadings read(Path path, Format format, ReadOptions options) {
        return read(path.toString(), bytes(path), format, options);
    }

    /** As {@link #read(Path, Format, ReadOptions)}, of bytes at hand; {@code file} is what refusals call it. */
    public static MeterReadings read(String file, byte[] bytes, Format format, ReadOptions options) {
        SourceText text = SourceText.of(file, bytes);
        Format found = format == Format.AUTO ? text.format() : format;
        RawFile raw =
                switch (found) {
                    case AUTO, CSV -> new CsvMeterParser(text, options).parse();
                    case NEM12 -> new Nem12Parser(text, options).parse();
                    case ESPI -> new EspiParser(text, options).parse();
                };
        return readings(raw, options);
    }

    private static byte[] bytes(Path path) {
        String file = path.toString();
        try {
            if (Files.isDirectory(path)) {
                throw new InputRefusedException(file, 0, "file", "is a folder", "a file");
            }
            if (Files.size(path) > LARGEST_BYTES) {
                throw new InputRefusedException(file, 0, "file", "is larger than 512 MB", "a file in parts");
            }
            byte[] bytes = Files.readAllBytes(path);
            return SourceText.isZipped(bytes) ? unzipped(file, bytes) : bytes;
        } catch (NoSuchFileException missing) {
            throw new InputRefusedException(file, 0, "file", "there is none", "CSV, NEM12 or ESPI");
        } catch (IOException unreadable) {
            throw new InputRefusedException(
                    file, 0, "file", "cannot be read (" + unreadable.getMessage() + ")", "CSV, NEM12 or ESPI");
        }
    }

    private static byte[] unzipped(String file, byte[] bytes) throws IOException {
        try (GZIPInputStream unzipping = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] unzipped = unzipping.readNBytes((int) LARGEST_BYTES);
            if (unzipped.length == LARGEST_BYTES) {
                throw new InputRefusedException(file, 0, "file", "is larger than 512 MB", "a file in parts");
            }
            return unzipped;
        }
    }

    private static MeterReadings readings(RawFile raw, ReadOptions options) {
        List<Finding> findings = new ArrayList<>(raw.findings());
        List<MeterIntervals> meters = new ArrayList<>();
        for (RawMeter meter : raw.meters()) {
            meters.add(intervals(meter, raw, options, findings));
        }
        return new MeterReadings(raw.format(), meters, once(findings), raw.assumptions());
    }

    private static MeterIntervals intervals(RawMeter meter, RawFile raw, ReadOptions options, List<Finding> findings) {
        int minutes = options.periodMinutes().orElseGet(() -> ownMinutes(meter));
        Periods periods = new Periods(
                meter.meterId(), new PeriodClock(raw.zone(), minutes), minutes, options.interpolateMinutes(), findings);
        Map<Direction, List<Flow>> flows = new EnumMap<>(Direction.class);
        for (Direction direction : Direction.values()) {
            List<Flow> found = new ArrayList<>();
            if (!meter.samples(direction).isEmpty()) {
                RegisterCheck check = new RegisterCheck(meter.meterId(), direction, options.maxKw(), findings);
                long usual = RegisterCheck.usualSeconds(meter.samples(direction));
                found.addAll(periods.spreadGaps(check.flows(meter.samples(direction)), usual));
            }
            if (!meter.pieces(direction).isEmpty()) {
                PieceCheck check = new PieceCheck(meter.meterId(), direction, options.maxKw(), findings);
                found.addAll(periods.split(check.flows(meter.pieces(direction), meter.unit())));
            }
            if (!meter.samples(direction).isEmpty() || !meter.pieces(direction).isEmpty()) {
                flows.put(direction, found);
            }
        }
        return periods.of(flows);
    }

    /** The length of the stated intervals, or of the usual distance of a register's samples where it is a usual one. */
    private static int ownMinutes(RawMeter meter) {
        List<Long> lengths = new ArrayList<>();
        long registers = 0;
        for (Direction direction : Direction.values()) {
            meter.pieces(direction).forEach(piece -> lengths.add((long) piece.seconds()));
            registers = Math.max(registers, RegisterCheck.usualSeconds(meter.samples(direction)));
        }
        long seconds = lengths.isEmpty() ? registers : Plausibility.usualSeconds(lengths);
        boolean usual = seconds % 60 == 0 && seconds >= 300 && 86_400 % seconds == 0;
        return usual || (!lengths.isEmpty() && seconds % 60 == 0 && seconds >= 60 && 86_400 % seconds == 0)
                ? (int) (seconds / 60)
                : 15;
    }

    /** Import and export of one file mostly have their doubts in common. */
    private static List<Finding> once(List<Finding> findings) {
        Map<String, Finding> once = new LinkedHashMap<>();
        findings.stream()
                .sorted(Comparator.comparing(Finding::meterId)
                        .thenComparing(finding -> finding.at().orElse(Instant.MIN))
                        .thenComparing(Finding::code))
                .forEach(finding -> once.putIfAbsent(key(finding.code(), finding), finding));
        // where two values contradict each other, that one of them stands twice adds nothing
        return once.values().stream()
                .filter(finding -> finding.code() != FindingCode.DUPLICATE
                        || !once.containsKey(key(FindingCode.CONFLICT, finding)))
                .toList();
    }

    private static String key(FindingCode code, Finding finding) {
        String place = finding.at().map(Object::toString).orElse(finding.detail());
        return code + " " + finding.meterId() + " " + place;
    }
}

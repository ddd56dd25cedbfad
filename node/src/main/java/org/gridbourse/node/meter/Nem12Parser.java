package org.gridbourse.node.meter;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.gridbourse.node.meter.Nem12Days.Day;
import org.gridbourse.node.meter.Nem12Days.Stream;

/**
 * NEM12, the interval files of Australia's market: records 100 (header), 200 (a stream of a metering point), 300 (a day
 * of it), 400 (quality of parts of the day), 500 (readings by hand), 900 (end). Source: AEMO, Meter Data File Format
 * Specification NEM12 and NEM13, version 2.
 *
 * <p>Days are in market time, ten hours ahead of UTC all year, unless the caller says otherwise. Streams E and D are
 * what the customer draws, B and A what it feeds in; streams of one metering point and way add up. Reactive energy and
 * check meters are left out.
 */
final class Nem12Parser {
    private static final ZoneId MARKET_TIME = ZoneOffset.ofHours(10);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

    private final SourceText source;
    private final RawFile raw;
    private final Nem12Days days;
    private final Set<String> streams = new HashSet<>();
    private Stream stream;
    private Day day;
    private boolean ended;

    Nem12Parser(SourceText source, ReadOptions options) {
        this.source = source;
        this.raw = new RawFile("nem12", options.zone().orElse(MARKET_TIME));
        this.days = new Nem12Days(raw);
        if (options.zone().isEmpty()) {
            raw.assume("days are in market time, UTC+10:00, as NEM12 prescribes");
        }
    }

    RawFile parse() {
        List<String> lines = source.lines();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                record(CsvLine.cells(lines.get(i), ','), i + 1);
            }
        }
        if (!ended) {
            unknown(lines.size(), "the end record 900 is missing: the file may be cut off");
        }
        if (days.isEmpty() && streams.isEmpty()) {
            throw source.refuse(
                    0, "file", "has no stream (200) with days (300)", "records 100, 200, 300, 400, 500, 900");
        }
        days.book();
        return raw;
    }

    private void record(List<String> cells, int line) {
        switch (cells.get(0)) {
            case "100" -> header(cells, line);
            case "200" -> stream = stream(cells, line);
            case "300" -> day(cells, line);
            case "400" -> quality(cells, line);
            case "500" -> requireStream(line);
            case "900" -> ended = true;
            default ->
                unknown(line, "record " + SourceText.shortened(cells.get(0)) + " is not one of NEM12's; left out");
        }
    }

    private void header(List<String> cells, int line) {
        if (cells.size() < 2 || !cells.get(1).equalsIgnoreCase("NEM12")) {
            throw source.refuse(
                    line,
                    "VersionHeader",
                    "is \"" + (cells.size() < 2 ? "" : SourceText.shortened(cells.get(1))) + "\"",
                    "NEM12");
        }
        ended = false;
    }

    private Stream stream(List<String> cells, int line) {
        if (cells.size() < 9) {
            throw source.refuse(line, "200", "has " + cells.size() + " fields", "at least 9 fields");
        }
        String suffix = cells.get(4).toUpperCase(Locale.ROOT);
        Optional<EnergyUnit> unit = EnergyUnit.of(cells.get(7));
        Optional<Direction> direction = unit.isEmpty() ? Optional.empty() : direction(suffix);
        if (direction.isEmpty()) {
            unknown(
                    line,
                    "stream %s in %s is no active energy of the customer's meter; left out"
                            .formatted(SourceText.shortened(suffix), SourceText.shortened(cells.get(7))));
        }
        String meterId = cells.get(1);
        if (meterId.isEmpty()) {
            throw source.refuse(line, "NMI", "is empty", "a metering point");
        }
        streams.add(meterId);
        return new Stream(meterId, suffix, direction, unit.orElse(EnergyUnit.WH), minutes(cells.get(8), line));
    }

    private int minutes(String text, int line) {
        if (text.matches("\\d{1,4}")) {
            int minutes = Integer.parseInt(text);
            if (minutes >= 1 && 1440 % minutes == 0) {
                return minutes;
            }
        }
        throw source.refuse(
                line, "IntervalLength", "is \"" + SourceText.shortened(text) + "\"", "5, 15 or 30 (minutes)");
    }

    private static Optional<Direction> direction(String suffix) {
        if (suffix.isEmpty()) {
            return Optional.empty();
        }
        return switch (suffix.charAt(0)) {
            case 'E', 'D' -> Optional.of(Direction.IMPORT);
            case 'B', 'A' -> Optional.of(Direction.EXPORT);
            default -> Optional.empty();
        };
    }

    private void day(List<String> cells, int line) {
        requireStream(line);
        int intervals = 1440 / stream.minutes();
        if (cells.size() < 2 + intervals + 1) {
            throw source.refuse(
                    line,
                    "300",
                    "has " + cells.size() + " fields",
                    "a date, %d values of %d minutes and a quality".formatted(intervals, stream.minutes()));
        }
        List<String> texts = cells.subList(2, 2 + intervals);
        String quality = cells.get(2 + intervals).toUpperCase(Locale.ROOT);
        if (!quality.matches("[AENFSV]\\d{0,2}")) {
            throw source.refuse(
                    line,
                    "QualityMethod",
                    "is \"" + SourceText.shortened(quality)
                            + "\" where %d values should have ended".formatted(intervals),
                    "A, E, N, F, S or V with a method, such as A or S52");
        }
        String updated = cells.size() > 5 + intervals ? cells.get(5 + intervals) : "";
        day = new Day(
                stream, date(cells.get(1), line), List.copyOf(texts), new ArrayList<>(), new ArrayList<>(), updated);
        for (int i = 0; i < intervals; i++) {
            boolean none = quality.startsWith("N") && texts.get(i).isEmpty();
            day.milliWh().add(none ? 0L : milli(texts.get(i), line, i));
            day.qualities().add(quality);
        }
        if (stream.direction().isPresent()) {
            days.keep(day, line);
        }
    }

    private long milli(String text, int line, int index) {
        return CsvLine.decimal(text)
                .map(BigDecimal::new)
                .flatMap(day.stream().unit()::milli)
                .orElseThrow(() -> source.refuse(
                        line, "IntervalValue" + (index + 1), "is \"" + SourceText.shortened(text) + "\"", "a number"));
    }

    private LocalDate date(String text, int line) {
        try {
            LocalDate date = LocalDate.parse(text, DATE);
            if (date.getYear() >= 1970 && date.getYear() < 2200) {
                return date;
            }
        } catch (DateTimeException noDate) {
            throw source.refuse(
                    line, "IntervalDate", "is \"" + SourceText.shortened(text) + "\"", "a date such as 20260131");
        }
        throw source.refuse(line, "IntervalDate", "is \"" + SourceText.shortened(text) + "\"", "1970 to 2199");
    }

    private void quality(List<String> cells, int line) {
        if (day == null) {
            throw source.refuse(line, "400", "stands before any day (300)", "a 400 record behind the day it tells of");
        }
        int intervals = day.qualities().size();
        int first = cells.size() > 3 ? number(cells.get(1)) : -1;
        int last = cells.size() > 3 ? number(cells.get(2)) : -1;
        if (first < 1 || last < first || last > intervals) {
            throw source.refuse(line, "StartInterval, EndInterval", "are no range", "1 to " + intervals);
        }
        for (int i = first - 1; i < last; i++) {
            day.qualities().set(i, cells.get(3).toUpperCase(Locale.ROOT));
        }
    }

    private void requireStream(int line) {
        if (stream == null) {
            throw source.refuse(line, "record", "stands before any stream (200)", "a 200 record first");
        }
    }

    private void unknown(int line, String detail) {
        String meterId = stream == null ? "" : stream.meterId();
        raw.find(new Finding(FindingCode.UNKNOWN_RECORD, meterId, Optional.empty(), "line " + line + ": " + detail));
    }

    private static int number(String text) {
        return text.matches("\\d{1,4}") ? Integer.parseInt(text) : -1;
    }
}

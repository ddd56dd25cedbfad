package org.gridbourse.node.forecast;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.gridbourse.optimizer.InputRefusedException;

/**
 * Reads {@code start,<column>,...} (CSV or CSV.gz) into days: the start of a step and its mean power in any unit.
 *
 * <p>Steps are equal and divide a day; rows may be missing, an empty value was not measured. Starts are local time
 * ({@code 2016-01-01T00:15}) or carry their offset; those with an offset are put on the clock of the given time zone, or
 * on that of the first row. Values with a decimal comma stand in a file separated by semicolons.
 */
public final class HistoryFile {
    private static final int MINUTES_PER_DAY = 24 * 60;
    private static final int LONGEST_YEARS = 50;

    private final String file;
    private final Optional<ZoneId> zone;
    private final List<Long> minutes = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private ZoneId clock;

    private HistoryFile(String file, Optional<ZoneId> zone) {
        this.file = file;
        this.zone = zone;
    }

    /**
     * One column of a history.
     *
     * @param zone time zone of the starts, or to put starts with an offset on
     * @throws InputRefusedException naming file, line and column
     */
    public static DayGrid read(Path path, String column, Optional<ZoneId> zone) {
        HistoryFile history = new HistoryFile(path.toString(), zone);
        try (BufferedReader reader = open(path)) {
            history.readColumn(reader, column);
        } catch (IOException unreadable) {
            throw history.unreadable(path, unreadable);
        }
        return history.grid();
    }

    /** The columns of a history behind its starts. */
    static List<String> columns(Path path) {
        HistoryFile history = new HistoryFile(path.toString(), Optional.empty());
        try (BufferedReader reader = open(path)) {
            String header = history.header(reader);
            List<String> names = cells(header, separator(header));
            return names.subList(1, names.size());
        } catch (IOException unreadable) {
            throw history.unreadable(path, unreadable);
        }
    }

    private static BufferedReader open(Path path) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(path));
        bytes.mark(2);
        boolean zipped = bytes.read() == 0x1f && bytes.read() == 0x8b;
        bytes.reset();
        Reader text = new InputStreamReader(
                zipped ? new GZIPInputStream(bytes, 1 << 16) : bytes, StandardCharsets.UTF_8.newDecoder());
        return new BufferedReader(text, 1 << 16);
    }

    private InputRefusedException unreadable(Path path, IOException reason) {
        if (reason instanceof NoSuchFileException) {
            return refuse(0, "file", "there is none", "a CSV file, also compressed (.gz)");
        }
        if (reason instanceof CharacterCodingException) {
            return refuse(0, "file", "is not UTF-8", "a CSV file in UTF-8, also compressed (.gz)");
        }
        String problem = Files.isDirectory(path) ? "is a folder" : "cannot be read (" + reason.getMessage() + ")";
        return refuse(0, "file", problem, "a CSV file, also compressed (.gz)");
    }

    private String header(BufferedReader reader) throws IOException {
        String header = reader.readLine();
        if (header == null || header.isBlank()) {
            throw refuse(1, "header", "is missing", "start,<column>,...");
        }
        return header.startsWith("\uFEFF") ? header.substring(1) : header;
    }

    private static char separator(String header) {
        return header.indexOf(',') < 0 && header.indexOf(';') >= 0 ? ';' : ',';
    }

    private void readColumn(BufferedReader reader, String column) throws IOException {
        String header = header(reader);
        char separator = separator(header);
        List<String> names = cells(header, separator);
        int index = column(names, column);
        int line = 1;
        for (String row = reader.readLine(); row != null; row = reader.readLine()) {
            line++;
            if (!row.isBlank()) {
                readRow(cells(row, separator), names, index, line, separator);
            }
        }
        if (values.stream().allMatch(value -> Double.isNaN(value))) {
            throw refuse(0, column, "holds no value", "at least one number");
        }
        if (minutes.size() < 2) {
            throw refuse(0, "file", "has " + minutes.size() + " rows", "at least two rows after the header");
        }
    }

    private int column(List<String> names, String column) {
        int index = names.indexOf(column);
        if (index < 0 || names.size() < 2) {
            List<String> others = names.subList(Math.min(1, names.size()), names.size());
            throw refuse(1, column, "missing column", "start, and one of " + String.join(", ", others));
        }
        if (index == 0) {
            throw refuse(1, column, "is the first column, which holds the starts", "a column of values");
        }
        if (names.lastIndexOf(column) != index) {
            throw refuse(1, column, "stands twice in the header", "each column once");
        }
        return index;
    }

    private void readRow(List<String> row, List<String> names, int index, int line, char separator) {
        if (row.size() != names.size()) {
            throw refuse(line, "row", "has " + row.size() + " values", names.size() + " values");
        }
        minutes.add(minute(row.get(0), names.get(0), line));
        String text = separator == ';' ? row.get(index).replace(',', '.') : row.get(index);
        values.add(value(text, names.get(index), line));
        lines.add(line);
    }

    private long minute(String text, String name, int line) {
        try {
            Timestamp timestamp = Timestamp.parse(text);
            if (clock == null) {
                clock = zone.orElse(timestamp.offset().map(ZoneId.class::cast).orElse(null));
            }
            LocalDateTime local = timestamp.onClock(clock);
            if (local.getSecond() == 0 && local.getNano() == 0) {
                return local.toLocalDate().toEpochDay() * MINUTES_PER_DAY + local.getHour() * 60L + local.getMinute();
            }
        } catch (DateTimeException noTime) {
            throw refuse(line, name, "is \"" + text + "\"", "a start such as 2016-01-31T00:15 or 2016-01-31T00:15Z");
        }
        throw refuse(line, name, "is \"" + text + "\"", "a whole minute");
    }

    private double value(String text, String name, int line) {
        if (text.isEmpty() || text.equalsIgnoreCase("nan") || text.equalsIgnoreCase("null")) {
            return Double.NaN;
        }
        OptionalDouble number = Timestamp.plainNumber(text);
        if (number.isEmpty() || Math.abs(number.getAsDouble()) > 1e12) {
            throw refuse(line, name, "is \"" + text + "\"", "a number from -1e12 to 1e12, or nothing");
        }
        return number.getAsDouble();
    }

    private DayGrid grid() {
        int step = stepMinutes();
        long firstDay = minutes.stream().mapToLong(each -> each).min().orElseThrow() / MINUTES_PER_DAY;
        long lastDay = minutes.stream().mapToLong(each -> each).max().orElseThrow() / MINUTES_PER_DAY;
        if (lastDay - firstDay > LONGEST_YEARS * 366L) {
            throw refuse(0, "file", "spans " + (lastDay - firstDay) + " days", "at most " + LONGEST_YEARS + " years");
        }
        DayGrid grid = new DayGrid(LocalDate.ofEpochDay(firstDay), step);
        grid.extendTo(Math.toIntExact(lastDay - firstDay));
        int[] seen = new int[Math.toIntExact((lastDay - firstDay + 1) * grid.slotsPerDay())];
        for (int row = 0; row < minutes.size(); row++) {
            put(grid, row, minutes.get(row) - firstDay * MINUTES_PER_DAY, seen);
        }
        return grid;
    }

    /** An hour that the clock shows twice a year is the mean of both; a step that stands there more often is refused. */
    private void put(DayGrid grid, int row, long minute, int[] seen) {
        if (minute % grid.stepMinutes() != 0) {
            throw refuse(
                    lines.get(row),
                    "start",
                    "lies between the file's steps of " + grid.stepMinutes() + " minutes",
                    "equal steps counted from midnight");
        }
        int place = Math.toIntExact(minute / grid.stepMinutes());
        int day = place / grid.slotsPerDay();
        int slot = place % grid.slotsPerDay();
        if (++seen[place] > 2) {
            throw refuse(lines.get(row), "start", "stands there for the third time", "each start once");
        }
        double before = grid.value(day, slot);
        double value = values.get(row);
        grid.put(day, slot, Double.isNaN(before) ? value : Double.isNaN(value) ? before : (before + value) / 2);
    }

    /** The distance that most rows have from the one before. */
    private int stepMinutes() {
        Map<Long, Integer> counts = new TreeMap<>();
        for (int row = 1; row < minutes.size(); row++) {
            long distance = minutes.get(row) - minutes.get(row - 1);
            if (distance > 0) {
                counts.merge(distance, 1, Integer::sum);
            }
        }
        long step = counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0L);
        if (step < 1 || MINUTES_PER_DAY % step != 0) {
            throw refuse(0, "start", "steps are " + step + " minutes", "steps that divide a day, such as 15, 30, 60");
        }
        return Math.toIntExact(step);
    }

    private static List<String> cells(String row, char separator) {
        List<String> cells = new ArrayList<>();
        int from = 0;
        for (int at = row.indexOf(separator); at >= 0; at = row.indexOf(separator, from)) {
            cells.add(plain(row.substring(from, at)));
            from = at + 1;
        }
        cells.add(plain(row.substring(from)));
        return cells;
    }

    private static String plain(String cell) {
        String trimmed = cell.trim();
        boolean quoted = trimmed.length() > 1 && trimmed.startsWith("\"") && trimmed.endsWith("\"");
        return quoted ? trimmed.substring(1, trimmed.length() - 1).trim() : trimmed;
    }

    private InputRefusedException refuse(int line, String field, String problem, String allowed) {
        return new InputRefusedException(file, line, field, problem, allowed);
    }
}

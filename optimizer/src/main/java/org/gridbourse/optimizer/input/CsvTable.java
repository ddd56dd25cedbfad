package org.gridbourse.optimizer.input;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.gridbourse.optimizer.InputRefusedException;

/**
 * A CSV file with one header line, a step counter of any name (or local times with a zone) in its first column and
 * numbers in the others.
 *
 * <p>Refuses with file, line and column: missing, repeated and unknown columns, short and long rows, what is no finite
 * number, and a counter that leaves a gap. The counter starts at 0 or 1 unless the caller allows any start.
 */
public final class CsvTable {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String file;
    private final Map<String, Integer> columns;
    private final List<CSVRecord> rows;
    private final List<Integer> lines;

    private CsvTable(String file, Map<String, Integer> columns, List<CSVRecord> rows, List<Integer> lines) {
        this.file = file;
        this.columns = columns;
        this.rows = rows;
        this.lines = lines;
    }

    /** @param columns what may stand after the counter; those of {@code optional} may be absent */
    public static CsvTable read(Path path, List<String> columns, Set<String> optional) {
        String file = path.toString();
        try {
            return parse(file, Files.readString(path, StandardCharsets.UTF_8), columns, optional);
        } catch (IOException unreadable) {
            throw new InputRefusedException(
                    file, 0, "file", "cannot be read (" + YamlFile.reason(unreadable) + ")", "a CSV file in UTF-8");
        }
    }

    /** As {@link #read}, of a text at hand; {@code file} is what refusals call it. */
    public static CsvTable parse(String file, String text, List<String> columns, Set<String> optional) {
        String content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setTrim(true)
                .setIgnoreEmptyLines(true)
                .get();
        List<CSVRecord> records = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        try (CSVParser parser = CSVParser.builder()
                .setReader(new StringReader(content))
                .setFormat(format)
                .get()) {
            for (CSVRecord row : parser) {
                records.add(row);
                lines.add((int) parser.getCurrentLineNumber());
            }
        } catch (IOException | UncheckedIOException broken) {
            throw new InputRefusedException(file, 0, "file", "is no CSV (" + broken.getMessage() + ")", "RFC 4180");
        }
        if (records.isEmpty()) {
            throw new InputRefusedException(
                    file, 1, "header", "is missing", "a step counter such as hour, then " + String.join(",", columns));
        }
        Map<String, Integer> header = header(file, records.get(0), columns, optional);
        return new CsvTable(
                        file,
                        header,
                        records.subList(1, records.size()),
                        lastLineFixed(content, lines).subList(1, lines.size()))
                .checked();
    }

    public int size() {
        return rows.size();
    }

    public boolean has(String column) {
        return columns.containsKey(column);
    }

    /** The number in a row, counted from 0 after the header. */
    public double number(int row, String column, Range range) {
        String text = rows.get(row).get(columns.get(column));
        double number = parseNumber(row, column, text, "a number from " + range);
        if (!range.contains(number)) {
            throw refuse(row, column, "is " + text, range.toString());
        }
        return number;
    }

    /** A refusal at a row, for rules that only the caller knows; row -1 means the file as a whole. */
    public InputRefusedException refuse(int row, String column, String problem, String allowed) {
        return new InputRefusedException(file, row < 0 ? 0 : lines.get(row), column, problem, allowed);
    }

    /** Whether the first column has times in place of a counter. */
    public boolean hasTimes() {
        return StepTimes.isTime(stepText(0));
    }

    /** The starts of the steps; refuses times without a zone and steps of different lengths. */
    public List<ZonedDateTime> times() {
        return StepTimes.read(this, counterName());
    }

    /** What stands in the first column. */
    String stepText(int row) {
        return rows.get(row).get(0);
    }

    /** Refuses a counter that does not start at 0 or 1: the first steps of the day are missing. */
    public void requireStartOfDay() {
        double first = counter(0);
        if (first != 0 && first != 1) {
            throw refuse(0, counterName(), "starts at " + rows.get(0).get(0), "0 or 1 for the first step of a day");
        }
    }

    private CsvTable checked() {
        if (rows.isEmpty()) {
            throw refuse(-1, "file", "has no steps", "at least one row after the header");
        }
        for (int row = 0; row < rows.size(); row++) {
            if (rows.get(row).size() != columns.size()) {
                throw refuse(row, "row", "has " + rows.get(row).size() + " values", columns.size() + " values");
            }
            if (hasTimes()) {
                continue;
            }
            double expected = row == 0 ? counter(0) : counter(0) + row;
            if (counter(row) != expected || expected != Math.rint(expected)) {
                throw refuse(
                        row,
                        counterName(),
                        "is " + rows.get(row).get(0),
                        "whole numbers one after the other, here " + Math.round(expected));
            }
        }
        return this;
    }

    private double counter(int row) {
        return parseNumber(row, counterName(), rows.get(row).get(0), "a whole number");
    }

    private String counterName() {
        return columns.keySet().iterator().next();
    }

    private double parseNumber(int row, String column, String text, String allowed) {
        try {
            // parseDouble would also take Java's own spellings such as 1d and 0x1p3
            if (text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")) {
                return Double.parseDouble(text);
            }
        } catch (NumberFormatException tooLong) {
            throw refuse(row, column, "is \"" + text + "\"", allowed);
        }
        throw refuse(row, column, text.isEmpty() ? "is empty" : "is \"" + text + "\"", allowed);
    }

    private static Map<String, Integer> header(
            String file, CSVRecord header, List<String> columns, Set<String> optional) {
        Map<String, Integer> found = new LinkedHashMap<>();
        Set<String> missing = new HashSet<>(columns);
        if (header.size() == 1 && header.get(0).contains(";")) {
            throw new InputRefusedException(
                    file, 1, "header", "is separated by semicolons", "commas between values, points in decimals");
        }
        for (int column = 0; column < header.size(); column++) {
            String name = header.get(column);
            if (found.put(name, column) != null) {
                throw new InputRefusedException(file, 1, name, "stands twice in the header", "each column once");
            }
            if (column > 0 && !columns.contains(name)) {
                throw new InputRefusedException(file, 1, name, "unknown column", String.join(", ", columns));
            }
            if (column > 0) {
                missing.remove(name);
            }
        }
        missing.removeAll(optional);
        for (String column : columns) {
            if (missing.contains(column)) {
                throw new InputRefusedException(
                        file,
                        1,
                        column,
                        "missing column",
                        "a step counter such as hour, then " + String.join(",", columns));
            }
        }
        return found;
    }

    /** The parser counts the line end that a row closes with, which the last row may lack. */
    private static List<Integer> lastLineFixed(String content, List<Integer> lines) {
        List<Integer> fixed = new ArrayList<>(lines);
        boolean open = !content.endsWith("\n") && !content.endsWith("\r");
        int last = fixed.size() - 1;
        if (open && last > 0 && fixed.get(last).equals(fixed.get(last - 1))) {
            fixed.set(last, fixed.get(last) + 1);
        }
        return fixed;
    }
}

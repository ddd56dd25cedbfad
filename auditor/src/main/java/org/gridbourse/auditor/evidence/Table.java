package org.gridbourse.auditor.evidence;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonNumber;
import org.gridbourse.market.json.JsonText;

/** One table of evidence, written row by row as CSV and as a JSON array of objects. Absent values are empty, or null. */
final class Table implements AutoCloseable {
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

    private final String name;
    private final List<String> columns;
    private final CSVPrinter csv;
    private final BufferedWriter json;
    private boolean first = true;

    Table(Path folder, String name, List<String> columns) {
        this.name = name;
        this.columns = List.copyOf(columns);
        try {
            csv = new CSVPrinter(Files.newBufferedWriter(folder.resolve(name + ".csv")), FORMAT);
            json = Files.newBufferedWriter(folder.resolve(name + ".json"), StandardCharsets.UTF_8);
            csv.printRecord(columns);
            json.write('[');
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    /** @param values texts, numbers or null, one per column */
    void row(Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(
                    "values (%d) must be as many as columns (%d)".formatted(values.length, columns.size()));
        }
        try {
            json.write(first ? "\n" : ",\n");
            first = false;
            StringBuilder object = new StringBuilder("{");
            for (int i = 0; i < values.length; i++) {
                csv.print(cell(values[i]));
                object.append(i == 0 ? "" : ",")
                        .append('"')
                        .append(columns.get(i))
                        .append("\":")
                        .append(json(values[i]));
            }
            csv.println();
            json.write(object.append('}').toString());
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    @Override
    public void close() {
        try (csv;
                json) {
            json.write(first ? "]\n" : "\n]\n");
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    private UncheckedIOException unwritten(IOException cause) {
        return new UncheckedIOException(
                new IOException("the table %s cannot be written: %s".formatted(name, cause.getMessage()), cause));
    }

    private static Object cell(Object value) {
        return value == null || value instanceof Number ? value : SpreadsheetText.cell(value.toString());
    }

    private static String json(Object value) {
        if (value == null) {
            return "null";
        }
        return Json.write(
                value instanceof Number number ? new JsonNumber(number.longValue()) : new JsonText(value.toString()));
    }
}

package org.gridbourse.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Rows of one exported table by column name; read with nothing but a split at commas. */
final class ExportedRows {
    private final List<Map<String, String>> rows = new ArrayList<>();

    ExportedRows(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String[] header = lines.get(0).split(",");
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < header.length; i++) {
                row.put(header[i], cells[i]);
            }
            rows.add(row);
        }
    }

    Stream<Map<String, String>> all() {
        return rows.stream();
    }

    Stream<Map<String, String>> where(Predicate<Map<String, String>> condition) {
        return rows.stream().filter(condition);
    }

    static long number(Map<String, String> row, String column) {
        return Long.parseLong(row.get(column));
    }
}

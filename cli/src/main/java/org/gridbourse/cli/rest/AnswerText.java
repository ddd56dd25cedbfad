package org.gridbourse.cli.rest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonNull;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;

/** An answer of the REST interface as text for people: lists as tables, single things line by line. */
public final class AnswerText {
    private final StringBuilder out = new StringBuilder();

    private AnswerText() {}

    public static String of(JsonValue answer) {
        AnswerText text = new AnswerText();
        text.write(answer);
        return text.out.toString();
    }

    private void write(JsonValue answer) {
        if (answer instanceof JsonArray array && isTable(array)) {
            writeTable(array);
        } else if (answer instanceof JsonObject object) {
            object.members().forEach(this::writeMember);
        } else {
            out.append(cell(answer)).append('\n');
        }
    }

    private void writeMember(String key, JsonValue value) {
        if (value instanceof JsonArray array && isTable(array)) {
            out.append('\n').append(key).append(":\n");
            writeTable(array);
        } else {
            out.append("%-18s %s%n".formatted(key, cell(value)));
        }
    }

    private static boolean isTable(JsonArray array) {
        return !array.elements().isEmpty() && array.elements().stream().allMatch(JsonObject.class::isInstance);
    }

    private void writeTable(JsonArray array) {
        Set<String> columns = new LinkedHashSet<>();
        array.elements()
                .forEach(row -> columns.addAll(((JsonObject) row).members().keySet()));
        List<List<String>> rows = new ArrayList<>(List.of(List.copyOf(columns)));
        for (JsonValue element : array.elements()) {
            Map<String, JsonValue> members = ((JsonObject) element).members();
            rows.add(columns.stream()
                    .map(column -> cell(members.getOrDefault(column, JsonNull.NULL)))
                    .toList());
        }
        int[] widths = new int[columns.size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        rows.forEach(row -> writeRow(row, widths));
    }

    private void writeRow(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private static String cell(JsonValue value) {
        if (value instanceof JsonText text) {
            return text.value();
        }
        return value.equals(JsonNull.NULL) ? "" : Json.write(value);
    }
}

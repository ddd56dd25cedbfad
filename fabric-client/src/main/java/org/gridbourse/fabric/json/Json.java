package org.gridbourse.fabric.json;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** JSON of maps, lists, texts, whole numbers, booleans and null. */
public final class Json {
    private Json() {}

    /** One line without blanks. Maps keep their order. */
    public static String line(Object value) {
        StringBuilder text = new StringBuilder();
        write(value, text, "", false);
        return text.toString();
    }

    /** Indented, for files that people read too. */
    public static String pretty(Object value) {
        StringBuilder text = new StringBuilder();
        write(value, text, "\n", true);
        return text.append('\n').toString();
    }

    /**
     * What a JSON file holds. Every JSON text is also YAML, so the one parser serves; it names line and column.
     *
     * @throws IllegalArgumentException naming file, line and column if it cannot be read as such
     */
    public static Object read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        LoadSettings strict = LoadSettings.builder()
                .setAllowDuplicateKeys(false)
                .setLabel(file.toString())
                .build();
        try {
            return new Load(strict).loadFromString(text);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(file + " is not JSON: " + e.getMessage(), e);
        }
    }

    private static void write(Object value, StringBuilder text, String newLine, boolean indented) {
        if (value instanceof Map<?, ?> map) {
            writeMap(map, text, newLine, indented);
        } else if (value instanceof Collection<?> list) {
            writeList(list, text, newLine, indented);
        } else if (value == null || value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            text.append(value);
        } else if (value instanceof CharSequence || value instanceof Path || value instanceof Enum<?>) {
            quote(value.toString(), text);
        } else {
            throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    private static void writeMap(Map<?, ?> map, StringBuilder text, String newLine, boolean indented) {
        String inner = indented ? newLine + "  " : "";
        String separator = "";
        text.append('{');
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(separator).append(inner);
            quote(entry.getKey().toString(), text);
            text.append(indented ? ": " : ":");
            write(entry.getValue(), text, inner, indented);
            separator = ",";
        }
        text.append(map.isEmpty() ? "" : newLine).append('}');
    }

    private static void writeList(Collection<?> list, StringBuilder text, String newLine, boolean indented) {
        String inner = indented ? newLine + "  " : "";
        Iterator<?> values = list.iterator();
        text.append('[');
        while (values.hasNext()) {
            text.append(inner);
            write(values.next(), text, inner, indented);
            text.append(values.hasNext() ? "," : "");
        }
        text.append(list.isEmpty() ? "" : newLine).append(']');
    }

    private static void quote(String value, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < 0x20) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}

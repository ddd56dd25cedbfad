package org.gridbourse.market.json;

/** Reads and writes canonical JSON. */
public final class Json {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private Json() {}

    /** Reads a document of the ledger, strictly. */
    public static JsonValue parse(String text) {
        return parse(text, Limits.LEDGER);
    }

    /**
     * Reads a document, strictly: white space between values is allowed, everything else that RFC 8259 leaves open is
     * refused (duplicate keys, fractions, exponents, minus zero, lone surrogates, text after the end).
     *
     * @throws JsonException with line, column and path of the first mistake
     */
    public static JsonValue parse(String text, Limits limits) {
        return new JsonParser(text, limits).document();
    }

    /** The canonical text: keys in order of their UTF-16 units, no white space, escapes of RFC 8785. */
    public static String write(JsonValue value) {
        StringBuilder out = new StringBuilder(256);
        write(value, out);
        return out.toString();
    }

    private static void write(JsonValue value, StringBuilder out) {
        if (value instanceof JsonText text) {
            writeText(text.value(), out);
        } else if (value instanceof JsonNumber number) {
            out.append(number.value());
        } else if (value instanceof JsonObject object) {
            writeObject(object, out);
        } else if (value instanceof JsonArray array) {
            writeArray(array, out);
        } else if (value instanceof JsonBoolean flag) {
            out.append(flag.value());
        } else {
            out.append("null");
        }
    }

    private static void writeObject(JsonObject object, StringBuilder out) {
        char separator = '{';
        for (Members.Member member : object.inOrder()) {
            out.append(separator);
            writeText(member.key(), out);
            out.append(':');
            write(member.value(), out);
            separator = ',';
        }
        out.append(separator == '{' ? "{}" : "}");
    }

    private static void writeArray(JsonArray array, StringBuilder out) {
        char separator = '[';
        for (JsonValue element : array.elements()) {
            out.append(separator);
            write(element, out);
            separator = ',';
        }
        out.append(separator == '[' ? "[]" : "]");
    }

    private static void writeText(String text, StringBuilder out) {
        out.append('"');
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                out.append(text, written, i);
                writeEscape(c, out);
                written = i + 1;
            }
        }
        out.append(text, written, text.length()).append('"');
    }

    private static void writeEscape(char c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
        }
    }
}

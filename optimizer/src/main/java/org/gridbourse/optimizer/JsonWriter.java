package org.gridbourse.optimizer;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes JSON in the order it is told, numbers as plain decimals: the same values always give the same bytes. */
public final class JsonWriter {
    private static final int DECIMALS = 12;

    private final StringBuilder text = new StringBuilder();
    private boolean first = true;

    public JsonWriter beginObject() {
        return open('{');
    }

    public JsonWriter endObject() {
        return close('}');
    }

    public JsonWriter beginArray() {
        return open('[');
    }

    public JsonWriter endArray() {
        return close(']');
    }

    public JsonWriter key(String name) {
        separate();
        quote(name);
        text.append(": ");
        first = true;
        return this;
    }

    public JsonWriter value(String value) {
        separate();
        quote(value);
        return this;
    }

    public JsonWriter value(long value) {
        separate();
        text.append(value);
        return this;
    }

    public JsonWriter value(boolean value) {
        separate();
        text.append(value);
        return this;
    }

    /** A number; infinite ones, which JSON has not, become null. */
    public JsonWriter value(double value) {
        separate();
        text.append(decimal(value));
        return this;
    }

    public JsonWriter nothing() {
        separate();
        text.append("null");
        return this;
    }

    /** A new line, for people; between two items only. */
    public JsonWriter line() {
        if (!first) {
            text.append(",\n ");
            first = true;
        }
        return this;
    }

    static String decimal(double value) {
        if (Double.isInfinite(value) || Double.isNaN(value)) {
            return "null";
        }
        BigDecimal rounded = BigDecimal.valueOf(value)
                .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private JsonWriter open(char bracket) {
        separate();
        text.append(bracket);
        first = true;
        return this;
    }

    private JsonWriter close(char bracket) {
        text.append(bracket);
        first = false;
        return this;
    }

    private void separate() {
        if (!first) {
            text.append(", ");
        }
        first = false;
    }

    private void quote(String value) {
        text.append('"');
        value.chars().forEach(character -> {
            switch (character) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                default -> {
                    if (character < ' ') {
                        text.append(String.format("\\u%04x", character));
                    } else {
                        text.append((char) character);
                    }
                }
            }
        });
        text.append('"');
    }
}

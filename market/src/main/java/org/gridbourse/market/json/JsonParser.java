package org.gridbourse.market.json;

import java.util.ArrayList;
import java.util.List;

/** One pass over one text; the place is counted along. */
final class JsonParser {
    /** A power of two, larger than the number of different keys in a usual document. */
    private static final int KEYS = 128;

    private final String text;
    private final Limits limits;
    private int at;
    private int line = 1;
    private int lineStart;
    private Path path = Path.DOCUMENT;
    private final String[] keys = new String[KEYS];

    JsonParser(String text, Limits limits) {
        this.text = text;
        this.limits = limits;
    }

    JsonValue document() {
        if (text.length() > limits.maxLength()) {
            throw wrong("the document has %s characters, at most %s are allowed"
                    .formatted(text.length(), limits.maxLength()));
        }
        skipWhiteSpace();
        JsonValue value = value(0);
        skipWhiteSpace();
        if (at < text.length()) {
            throw wrong("nothing may follow the end of the document");
        }
        return value;
    }

    private JsonValue value(int depth) {
        if (depth > limits.maxDepth()) {
            throw wrong("values may be nested at most %s deep".formatted(limits.maxDepth()));
        }
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> new JsonText(string());
            case 't' -> literal("true", JsonBoolean.TRUE);
            case 'f' -> literal("false", JsonBoolean.FALSE);
            case 'n' -> literal("null", JsonNull.NULL);
            default -> number();
        };
    }

    private JsonObject object(int depth) {
        Path outer = path;
        Members members = new Members();
        at++;
        skipWhiteSpace();
        boolean more = peek() != '}';
        while (more) {
            if (peek() != '"') {
                throw wrong("a key in quotation marks is expected");
            }
            Position position = position();
            String key = key();
            path = outer.member(key);
            skipWhiteSpace();
            expect(':');
            skipWhiteSpace();
            Position valuePosition = position();
            if (members.has(key)) {
                throw new JsonException(position, path, "the key is given twice");
            }
            members.add(new Members.Member(key, value(depth + 1), valuePosition));
            path = outer;
            more = another('}');
        }
        at++;
        return JsonObject.parsed(members);
    }

    private JsonArray array(int depth) {
        Path outer = path;
        List<JsonValue> elements = new ArrayList<>();
        List<Position> positions = new ArrayList<>();
        at++;
        skipWhiteSpace();
        boolean more = peek() != ']';
        while (more) {
            path = outer.element(elements.size());
            positions.add(position());
            elements.add(value(depth + 1));
            path = outer;
            more = another(']');
        }
        at++;
        return JsonArray.parsed(elements, positions);
    }

    /** After a member: true at a comma, false before the closing bracket. */
    private boolean another(char end) {
        skipWhiteSpace();
        char c = peek();
        if (c == ',') {
            at++;
            skipWhiteSpace();
            return true;
        }
        if (c != end) {
            throw wrong("',' or '%s' is expected".formatted(end));
        }
        return false;
    }

    /** The same few keys stand in every object of a large document; each is made once where they do not crowd each other out. */
    private String key() {
        int start = at + 1;
        int end = start;
        while (end < text.length() && plain(text.charAt(end))) {
            end++;
        }
        int slot = end == start ? 0 : (end - start) * 31 + text.charAt(start) * 7 + text.charAt(end - 1) & KEYS - 1;
        String known = keys[slot];
        if (known != null
                && known.length() == end - start
                && text.startsWith(known, start)
                && end < text.length()
                && text.charAt(end) == '"') {
            at = end + 1;
            return known;
        }
        String key = string();
        keys[slot] = key;
        return key;
    }

    private String string() {
        at++;
        int start = at;
        while (at < text.length() && plain(text.charAt(at))) {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '"') {
            return text.substring(start, at++);
        }
        StringBuilder out = new StringBuilder(text.substring(start, at));
        while (peek() != '"') {
            character(out);
        }
        at++;
        return out.toString();
    }

    private static boolean plain(char c) {
        return c != '"' && c != '\\' && c >= ' ' && !Character.isSurrogate(c);
    }

    private void character(StringBuilder out) {
        char c = text.charAt(at);
        if (c < ' ') {
            throw wrong("a control character in a text must be escaped");
        }
        char first = c == '\\' ? escape() : text.charAt(at++);
        out.append(first);
        if (Character.isHighSurrogate(first)) {
            char second = peek() == '\\' ? escape() : text.charAt(at++);
            if (!Character.isLowSurrogate(second)) {
                throw wrong("half of a surrogate pair in a text");
            }
            out.append(second);
        } else if (Character.isLowSurrogate(first)) {
            throw wrong("half of a surrogate pair in a text");
        }
    }

    private char escape() {
        at++;
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'f' -> '\f';
            case 'r' -> '\r';
            case 'u' -> unicode();
            default -> throw wrong("unknown escape in a text");
        };
    }

    private char unicode() {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            char c = peek();
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw wrong("four hexadecimal digits are expected");
            }
            unit = unit * 16 + digit;
            at++;
        }
        return (char) unit;
    }

    private JsonValue literal(String word, JsonValue value) {
        if (!text.startsWith(word, at)) {
            throw wrong("a value is expected");
        }
        at += word.length();
        return value;
    }

    private JsonNumber number() {
        int start = at;
        if (text.charAt(at) == '-') {
            at++;
        }
        int digits = at;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        if (digits == at) {
            throw wrong("a value is expected");
        }
        if (at < text.length() && ".eE".indexOf(text.charAt(at)) >= 0) {
            throw wrong("must be an integer, without fraction or exponent");
        }
        boolean leadingZero = text.charAt(digits) == '0' && (at - digits > 1 || digits > start);
        if (leadingZero) {
            throw wrong("an integer has no leading zeros and zero no sign");
        }
        try {
            return new JsonNumber(Long.parseLong(text, start, at, 10));
        } catch (NumberFormatException outOfRange) {
            throw wrong("must be an integer in %s..%s".formatted(Long.MIN_VALUE, Long.MAX_VALUE));
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private void expect(char c) {
        if (peek() != c) {
            throw wrong("'%s' is expected".formatted(c));
        }
        at++;
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong("the document ends too early");
        }
        return text.charAt(at);
    }

    private void skipWhiteSpace() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                line++;
                lineStart = at + 1;
            } else if (c != ' ' && c != '\t' && c != '\r') {
                return;
            }
            at++;
        }
    }

    private Position position() {
        return new Position(line, at - lineStart + 1);
    }

    private JsonException wrong(String detail) {
        return new JsonException(position(), path, detail);
    }
}

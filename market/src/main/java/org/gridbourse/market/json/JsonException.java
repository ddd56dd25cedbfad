package org.gridbourse.market.json;

import java.io.Serial;

/** A text is not the JSON that was asked for: syntax, a missing or unknown key, or a value of the wrong kind. */
public final class JsonException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Position position;
    private final String path;
    private final String detail;

    JsonException(Position position, String path, String detail) {
        super((position.equals(Position.NONE) ? "" : position + ", ") + path + ": " + detail);
        this.position = position;
        this.path = path;
        this.detail = detail;
    }

    JsonException(Position position, Path path, String detail) {
        this(position, path.toString(), detail);
    }

    /** Where in the text; {@link Position#NONE} where the value was not read from a text. */
    public Position position() {
        return position;
    }

    /** Which value, from the root {@code $}, such as {@code $.orders[2].side}. */
    public String path() {
        return path;
    }

    /** What is wrong and what is allowed. */
    public String detail() {
        return detail;
    }
}

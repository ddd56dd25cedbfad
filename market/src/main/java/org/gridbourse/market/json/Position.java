package org.gridbourse.market.json;

/** A place in a text, both counted from 1; the column counts UTF-16 units. */
public record Position(int line, int column) {

    /** The place of values that were not read from a text. */
    public static final Position NONE = new Position(0, 0);

    @Override
    public String toString() {
        return "line %s, column %s".formatted(line, column);
    }
}

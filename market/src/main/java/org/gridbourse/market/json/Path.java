package org.gridbourse.market.json;

/**
 * Which value of a document, put into words only where they are needed.
 *
 * @param above the value that it is in, null for the document
 * @param key of its object, null for an element of an array
 * @param index in its array
 */
record Path(Path above, String key, int index) {
    static final Path DOCUMENT = new Path(null, null, 0);

    Path member(String name) {
        return new Path(this, name, 0);
    }

    Path element(int place) {
        return new Path(this, null, place);
    }

    /** From the root {@code $}, such as {@code $.orders[2].side}. */
    @Override
    public String toString() {
        if (above == null) {
            return "$";
        }
        return above + (key == null ? "[" + index + "]" : "." + key);
    }
}

package org.gridbourse.market.json;

/** A JSON number: an integer within the range of {@code long}. */
public record JsonNumber(long value) implements JsonValue {
    @Override
    public String kind() {
        return "an integer";
    }
}

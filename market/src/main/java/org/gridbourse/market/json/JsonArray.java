package org.gridbourse.market.json;

import java.util.Collections;
import java.util.List;

/** A JSON array. Equality looks at the elements, not at where they stood in a text. */
public final class JsonArray implements JsonValue {
    private final List<JsonValue> elements;
    private final List<Position> positions;

    private JsonArray(List<JsonValue> elements, List<Position> positions) {
        this.elements = elements;
        this.positions = positions;
    }

    public static JsonArray of(List<? extends JsonValue> elements) {
        return new JsonArray(List.copyOf(elements), List.of());
    }

    public static JsonArray ofTexts(List<String> texts) {
        return of(texts.stream().map(JsonText::new).toList());
    }

    public static JsonArray ofNumbers(List<? extends Number> numbers) {
        return of(numbers.stream()
                .map(number -> new JsonNumber(number.longValue()))
                .toList());
    }

    /** The parser hands over lists that it does not touch again. */
    static JsonArray parsed(List<JsonValue> elements, List<Position> positions) {
        return new JsonArray(Collections.unmodifiableList(elements), positions);
    }

    public List<JsonValue> elements() {
        return elements;
    }

    Position positionOf(int index) {
        return positions.isEmpty() ? Position.NONE : positions.get(index);
    }

    @Override
    public String kind() {
        return "an array";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonArray array && elements.equals(array.elements);
    }

    @Override
    public int hashCode() {
        return elements.hashCode();
    }

    @Override
    public String toString() {
        return Json.write(this);
    }
}

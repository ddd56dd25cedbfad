package org.gridbourse.market.json;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A JSON object, its keys in canonical order. Equality looks at the members, not at where they stood in a text. */
public final class JsonObject implements JsonValue {
    private final SortedMap<String, JsonValue> members;
    private final List<Place> places;

    private JsonObject(SortedMap<String, JsonValue> members, List<Place> places) {
        this.members = members;
        this.places = places;
    }

    /** Where the value of a key stood in the text. */
    record Place(String key, Position position) {}

    /** An object to be filled key by key. */
    public static Builder builder() {
        return new Builder();
    }

    /** The parser hands over members that it does not touch again. */
    static JsonObject parsed(SortedMap<String, JsonValue> members, List<Place> places) {
        return new JsonObject(members, places);
    }

    public SortedMap<String, JsonValue> members() {
        return Collections.unmodifiableSortedMap(members);
    }

    public Optional<JsonValue> get(String key) {
        return Optional.ofNullable(members.get(key));
    }

    Position positionOf(String key) {
        for (Place place : places) {
            if (place.key().equals(key)) {
                return place.position();
            }
        }
        return Position.NONE;
    }

    @Override
    public String kind() {
        return "an object";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonObject object && members.equals(object.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    @Override
    public String toString() {
        return Json.write(this);
    }

    /** Gathers members; a key given twice is a mistake of the caller. */
    public static final class Builder {
        private final SortedMap<String, JsonValue> members = new TreeMap<>();

        private Builder() {}

        public Builder put(String key, JsonValue value) {
            if (members.put(key, value) != null) {
                throw new IllegalArgumentException("key (%s) must be given once".formatted(key));
            }
            return this;
        }

        public Builder put(String key, String value) {
            return put(key, new JsonText(value));
        }

        public Builder put(String key, long value) {
            return put(key, new JsonNumber(value));
        }

        public Builder put(String key, boolean value) {
            return put(key, JsonBoolean.of(value));
        }

        public JsonObject build() {
            return new JsonObject(new TreeMap<>(members), List.of());
        }
    }
}

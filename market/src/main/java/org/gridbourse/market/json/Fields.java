package org.gridbourse.market.json;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The members of one JSON object, asked for by name and kind. What is missing, of the wrong kind, out of range or never
 * asked for is refused with its path.
 */
public final class Fields {
    private static final Position START = new Position(1, 1);

    private final JsonObject object;
    private final Position position;
    private final Path path;
    private final List<String> asked = new ArrayList<>();
    private final BitSet read = new BitSet();
    private final boolean lenient;

    private Fields(JsonObject object, Position position, Path path, boolean lenient) {
        this.object = object;
        this.position = position;
        this.path = path;
        this.lenient = lenient;
    }

    /** Reads a whole document that must be one object; every key of it must be asked for by {@code reader}. */
    public static <T> T read(String text, Function<Fields, T> reader) {
        return read(Json.parse(text), reader);
    }

    /** Reads a value that must be an object; every key of it must be asked for by {@code reader}. */
    public static <T> T read(JsonValue value, Function<Fields, T> reader) {
        return read(value, new Place(START, Path.DOCUMENT), false, reader);
    }

    /** Reads a value that must be an object; keys that {@code reader} does not ask for are ignored, at any depth. */
    public static <T> T readKnown(JsonValue value, Function<Fields, T> reader) {
        return read(value, new Place(START, Path.DOCUMENT), true, reader);
    }

    private static <T> T read(JsonValue value, Place place, boolean lenient, Function<Fields, T> reader) {
        JsonObject object = expect(JsonObject.class, value, place.position(), place.path(), "an object");
        Fields fields = new Fields(object, place.position(), place.path(), lenient);
        T result = reader.apply(fields);
        if (!lenient) {
            fields.refuseUnknownKeys();
        }
        return result;
    }

    /** Reads an array of objects, such as a file of several books. */
    public static <T> List<T> readAll(JsonArray array, Function<Fields, T> reader) {
        return elements(array, Path.DOCUMENT, (value, place) -> read(value, place, false, reader));
    }

    public boolean has(String key) {
        return object.indexOf(key) >= 0;
    }

    public String text(String key) {
        return required(JsonText.class, key, "a text").value();
    }

    public Optional<String> optionalText(String key) {
        return has(key) ? Optional.of(text(key)) : Optional.empty();
    }

    public long number(String key) {
        return required(JsonNumber.class, key, "an integer").value();
    }

    /** An integer within bounds, both allowed. */
    public long number(String key, long min, long max) {
        long value = number(key);
        if (value < min || value > max) {
            throw wrong(key, "must be an integer in %s..%s, is %s".formatted(min, max, value));
        }
        return value;
    }

    public OptionalLong optionalNumber(String key) {
        return has(key) ? OptionalLong.of(number(key)) : OptionalLong.empty();
    }

    /** The integer, or {@code absent} where the key is not there. */
    public long numberOr(String key, long absent) {
        return has(key) ? number(key) : absent;
    }

    /** An {@code int} within bounds, both allowed. */
    public int integer(String key, int min, int max) {
        return Math.toIntExact(number(key, min, max));
    }

    public boolean flag(String key) {
        return required(JsonBoolean.class, key, "true or false").value();
    }

    /** One of the constants of an enum, by name. */
    public <E extends Enum<E>> E choice(String key, Class<E> type) {
        String name = text(key);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw wrong(key, "must be one of %s, is \"%s\"".formatted(List.of(type.getEnumConstants()), name));
    }

    /** True where the key is there and is {@code null}; asking counts as having read it. */
    public boolean isNull(String key) {
        return find(key) == JsonNull.NULL;
    }

    public <T> T object(String key, Function<Fields, T> reader) {
        return read(value(key), new Place(object.positionOf(key), path.member(key)), lenient, reader);
    }

    public <T> Optional<T> optionalObject(String key, Function<Fields, T> reader) {
        return has(key) ? Optional.of(object(key, reader)) : Optional.empty();
    }

    public <T> List<T> objects(String key, Function<Fields, T> reader) {
        return elements(
                required(JsonArray.class, key, "an array"),
                path.member(key),
                (value, place) -> read(value, place, lenient, reader));
    }

    public List<String> texts(String key) {
        return elements(required(JsonArray.class, key, "an array"), path.member(key), (value, place) -> expect(
                        JsonText.class, value, place.position(), place.path(), "a text")
                .value());
    }

    public List<Long> numbers(String key) {
        return elements(required(JsonArray.class, key, "an array"), path.member(key), (value, place) -> expect(
                        JsonNumber.class, value, place.position(), place.path(), "an integer")
                .value());
    }

    /** The keys of the object in canonical order, for objects that are maps. */
    public List<String> keys() {
        return object.inOrder().stream().map(Members.Member::key).toList();
    }

    /** Any value, for who looks into it himself. */
    public JsonValue value(String key) {
        JsonValue value = find(key);
        if (value == null) {
            throw new JsonException(position, path.member(key), "the key is missing");
        }
        return value;
    }

    /** Null where the key is not there; asking counts as having read it. */
    private JsonValue find(String key) {
        asked.add(key);
        int index = object.indexOf(key);
        if (index < 0) {
            return null;
        }
        read.set(index);
        return object.inOrder().get(index).value();
    }

    /** What to throw when the value of a key is of the right kind and still not allowed. */
    public JsonException wrong(String key, String detail) {
        return new JsonException(object.positionOf(key), path.member(key), detail);
    }

    private <T extends JsonValue> T required(Class<T> type, String key, String kind) {
        JsonValue value = value(key);
        return type.isInstance(value)
                ? type.cast(value)
                : expect(type, value, object.positionOf(key), path.member(key), kind);
    }

    private static <T extends JsonValue> T expect(
            Class<T> type, JsonValue value, Position position, Path path, String kind) {
        if (!type.isInstance(value)) {
            throw new JsonException(position, path, "must be %s, is %s".formatted(kind, value.kind()));
        }
        return type.cast(value);
    }

    private record Place(Position position, Path path) {}

    private static <T> List<T> elements(JsonArray array, Path path, BiFunction<JsonValue, Place, T> reader) {
        List<T> result = new ArrayList<>(array.elements().size());
        for (int i = 0; i < array.elements().size(); i++) {
            result.add(reader.apply(array.elements().get(i), new Place(array.positionOf(i), path.element(i))));
        }
        return result;
    }

    private void refuseUnknownKeys() {
        int unknown = read.nextClearBit(0);
        if (unknown < object.inOrder().size()) {
            String key = object.inOrder().get(unknown).key();
            throw wrong(key, "unknown key; known are " + String.join(", ", new TreeSet<>(asked)));
        }
    }
}

package org.gridbourse.auditor.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonBoolean;
import org.gridbourse.market.json.JsonNumber;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;

/** Reads fields of records that anybody may have written: what is not there, or of another kind, reads as nothing. */
public final class Values {
    private Values() {}

    /** A text, empty if there is none. */
    public static String text(JsonObject object, String name) {
        return object.get(name).orElse(null) instanceof JsonText text ? text.value() : "";
    }

    /** A number, 0 if there is none. */
    public static long number(JsonObject object, String name) {
        return object.get(name).orElse(null) instanceof JsonNumber number ? number.value() : 0;
    }

    /** A truth value, empty if there is none. */
    public static Optional<Boolean> flag(JsonObject object, String name) {
        return object.get(name).filter(JsonBoolean.class::isInstance).map(value -> ((JsonBoolean) value).value());
    }

    /** The objects of an array, none if there is no array. */
    public static List<JsonObject> objects(JsonObject object, String name) {
        return object.get(name).orElse(null) instanceof JsonArray array
                ? array.elements().stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .toList()
                : List.of();
    }

    /** An object inside an object, an empty one if there is none. */
    public static JsonObject object(JsonObject object, String name) {
        return object.get(name).orElse(null) instanceof JsonObject inner
                ? inner
                : JsonObject.builder().build();
    }

    /** Numbers by name. */
    public static JsonObject object(Map<String, Long> numbers) {
        JsonObject.Builder object = JsonObject.builder();
        numbers.forEach((name, number) -> object.put(name, number.longValue()));
        return object.build();
    }

    /** The numbers inside an object, by name. */
    public static Map<String, Long> numbers(JsonObject object, String name) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        JsonObject inner = object(object, name);
        inner.members().keySet().forEach(key -> numbers.put(key, number(inner, key)));
        return numbers;
    }

    /** The objects inside an object, by name. */
    public static Map<String, JsonObject> members(JsonObject object, String name) {
        Map<String, JsonObject> members = new LinkedHashMap<>();
        JsonObject inner = object(object, name);
        inner.members().keySet().forEach(key -> members.put(key, object(inner, key)));
        return members;
    }
}

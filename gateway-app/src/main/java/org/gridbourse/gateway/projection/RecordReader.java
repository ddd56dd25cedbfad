package org.gridbourse.gateway.projection;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonBoolean;
import org.gridbourse.market.json.JsonNumber;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;

/**
 * A record's members by name. It takes what it knows and leaves what a later version of the contract may have added;
 * the strict reading of records is the contract's and the auditor's.
 */
public record RecordReader(String place, JsonObject object) {

    public static RecordReader of(LedgerRecord record) {
        return new RecordReader(record.key(), record.value());
    }

    public String text(String key) {
        return optionalText(key).orElseThrow(() -> missing(key));
    }

    public Optional<String> optionalText(String key) {
        return object.get(key).orElse(null) instanceof JsonText text ? Optional.of(text.value()) : Optional.empty();
    }

    public long number(String key) {
        return optionalNumber(key).orElseThrow(() -> missing(key));
    }

    public OptionalLong optionalNumber(String key) {
        return object.get(key).orElse(null) instanceof JsonNumber number
                ? OptionalLong.of(number.value())
                : OptionalLong.empty();
    }

    public int integer(String key) {
        return Math.toIntExact(number(key));
    }

    public boolean flag(String key) {
        return object.get(key).filter(JsonBoolean.of(true)::equals).isPresent();
    }

    public Optional<RecordReader> object(String key) {
        return object.get(key).orElse(null) instanceof JsonObject inner
                ? Optional.of(new RecordReader(place + "." + key, inner))
                : Optional.empty();
    }

    /** The objects of an array; empty where the key is absent. */
    public List<RecordReader> objects(String key) {
        return elements(key).stream()
                .map(element -> new RecordReader(place + "." + key, (JsonObject) element))
                .toList();
    }

    public List<String> texts(String key) {
        return elements(key).stream()
                .map(element -> ((JsonText) element).value())
                .toList();
    }

    private List<JsonValue> elements(String key) {
        return object.get(key).orElse(null) instanceof JsonArray array ? array.elements() : List.of();
    }

    private IllegalStateException missing(String key) {
        return new IllegalStateException("record %s has no %s of the expected kind".formatted(place, key));
    }
}

package org.gridbourse.market.json;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.json.Members.Member;

/** A JSON object, its keys in canonical order. Equality looks at the members, not at where they stood in a text. */
public final class JsonObject implements JsonValue {
    private final List<Member> members;

    private JsonObject(Members members) {
        this.members = List.of(members.inOrder());
    }

    /** An object to be filled key by key. */
    public static Builder builder() {
        return new Builder();
    }

    static JsonObject parsed(Members members) {
        return new JsonObject(members);
    }

    /** A copy of the members as a map. */
    public SortedMap<String, JsonValue> members() {
        SortedMap<String, JsonValue> map = new TreeMap<>();
        members.forEach(member -> map.put(member.key(), member.value()));
        return map;
    }

    public Optional<JsonValue> get(String key) {
        int index = indexOf(key);
        return index < 0 ? Optional.empty() : Optional.of(members.get(index).value());
    }

    /** The members in order of their keys. */
    List<Member> inOrder() {
        return members;
    }

    /** A member's place among all; below 0 if there is none. */
    int indexOf(String key) {
        int from = 0;
        int to = members.size() - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            int order = members.get(middle).key().compareTo(key);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                from = middle + 1;
            } else {
                to = middle - 1;
            }
        }
        return -1;
    }

    Position positionOf(String key) {
        int index = indexOf(key);
        return index < 0 ? Position.NONE : members.get(index).position();
    }

    @Override
    public String kind() {
        return "an object";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonObject object && members().equals(object.members());
    }

    @Override
    public int hashCode() {
        return members().hashCode();
    }

    @Override
    public String toString() {
        return Json.write(this);
    }

    /** Gathers members; a key given twice is a mistake of the caller. */
    public static final class Builder {
        private final Members members = new Members();

        private Builder() {}

        public Builder put(String key, JsonValue value) {
            if (members.has(key)) {
                throw new IllegalArgumentException("key (%s) must be given once".formatted(key));
            }
            members.add(new Member(key, Objects.requireNonNull(value, key), Position.NONE));
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
            return new JsonObject(members);
        }
    }
}

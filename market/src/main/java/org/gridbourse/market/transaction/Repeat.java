package org.gridbourse.market.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;

/** A request under an id that stands already: the same again changes nothing, another is refused by what differs. */
final class Repeat {
    private final List<String> others = new ArrayList<>();

    /** Compares all members of two records. */
    static Repeat of(JsonObject existing, JsonObject wanted) {
        Repeat repeat = new Repeat();
        Map<String, JsonValue> members = existing.members();
        members.forEach((name, value) -> repeat.compare(name, Optional.of(value), wanted.get(name)));
        wanted.members().forEach((name, value) -> {
            if (!members.containsKey(name)) {
                repeat.others.add(name);
            }
        });
        return repeat;
    }

    /** Compares one thing, which is called {@code name} in the request. */
    Repeat compare(String name, Object existing, Object wanted) {
        if (!existing.equals(wanted)) {
            others.add(name);
        }
        return this;
    }

    /**
     * Refuses what differs.
     *
     * @param detail a sentence that ends before "with other ...", such as {@code meter %s is registered}
     */
    void requireSame(String detail, Object... arguments) {
        Require.that(
                others.isEmpty(),
                Refusal.CONFLICTING_DUPLICATE,
                "%s with other %s",
                detail.formatted(arguments),
                String.join(", ", others));
    }
}

package org.gridbourse.market.query;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.request.Paging;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.state.StateView;

/**
 * Which part of a list is asked for.
 *
 * @param size most items
 * @param bookmark where the page begins, as the page before it said; empty for the first
 */
public record Page(int size, String bookmark) {
    private static final int SIZE_ABSENT = 100;

    /** A page that leaves out most of what it reads ends after this many entries. */
    private static final int READS_PER_ITEM = 20;

    static Page of(Paging asked) {
        return new Page(asked.size().orElse(SIZE_ABSENT), asked.bookmark());
    }

    /** The records whose keys begin with {@code prefix}, as they are. */
    JsonObject list(StateView view, String prefix) {
        return list(view, prefix, Optional::of);
    }

    /** The records whose keys begin with {@code prefix}, each turned into an item or left out. */
    JsonObject list(StateView view, String prefix, Function<JsonObject, Optional<? extends JsonValue>> item) {
        Require.that(
                bookmark.isEmpty() || bookmark.startsWith(prefix),
                Refusal.REQUEST_INVALID,
                "the bookmark is of another list");
        List<JsonValue> items = new ArrayList<>();
        Iterator<StateEntry> entries = view.entries(prefix, bookmark.isEmpty() ? prefix : bookmark);
        int reads = 0;
        while (entries.hasNext()) {
            StateEntry entry = entries.next();
            if (items.size() == size || reads == size * READS_PER_ITEM) {
                return answer(entry.key(), items);
            }
            reads++;
            item.apply(json(entry)).ifPresent(items::add);
        }
        return answer("", items);
    }

    /** A page of a list that is short enough to be made whole; its bookmark is a place in it. */
    JsonObject cut(List<? extends JsonValue> whole) {
        int start = bookmark.isEmpty() ? 0 : place(whole.size());
        int end = Math.min(whole.size(), start + size);
        return answer(end < whole.size() ? Integer.toString(end) : "", whole.subList(start, end));
    }

    private int place(int length) {
        try {
            int place = Integer.parseInt(bookmark);
            if (place >= 0 && place <= length) {
                return place;
            }
        } catch (NumberFormatException notAPlace) {
            // refused below
        }
        throw Require.refused(Refusal.REQUEST_INVALID, "the bookmark is of another list");
    }

    public static JsonObject json(StateEntry entry) {
        return (JsonObject) Json.parse(new String(entry.value(), StandardCharsets.UTF_8));
    }

    private static JsonObject answer(String bookmark, List<? extends JsonValue> items) {
        return JsonObject.builder()
                .put("bookmark", bookmark)
                .put("items", JsonArray.of(items))
                .build();
    }
}

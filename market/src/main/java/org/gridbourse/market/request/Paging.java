package org.gridbourse.market.request;

import java.util.Optional;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;

/**
 * Which part of a list is asked for.
 *
 * @param size most items; empty for as many as usual
 * @param bookmark where the page begins, as the page before it said; empty for the first
 */
public record Paging(Optional<Integer> size, String bookmark) {
    /** The first page, of the usual size. */
    public static final Paging FIRST = new Paging(Optional.empty(), "");

    /** Most items of a page. */
    public static final int SIZE_MAX = 200;

    /** The page that begins at a bookmark. */
    public static Paging from(String bookmark) {
        return new Paging(Optional.empty(), bookmark);
    }

    static Paging read(Fields fields) {
        return read(fields, SIZE_MAX);
    }

    static Paging read(Fields fields, int sizeMax) {
        return new Paging(
                fields.has("pageSize") ? Optional.of(fields.integer("pageSize", 1, sizeMax)) : Optional.empty(),
                fields.optionalText("bookmark").orElse(""));
    }

    JsonObject.Builder put(JsonObject.Builder request) {
        size.ifPresent(most -> request.put("pageSize", most));
        return bookmark.isEmpty() ? request : request.put("bookmark", bookmark);
    }
}

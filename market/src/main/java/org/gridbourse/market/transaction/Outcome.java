package org.gridbourse.market.transaction;

import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a transaction answers and writes; nothing is written before it is whole.
 *
 * @param response canonical JSON for the client
 * @param writes new values by key, in order of the keys' UTF-8 bytes; an empty value deletes the key
 * @param event absent where nothing is written
 */
public record Outcome(String response, SortedMap<String, byte[]> writes, Optional<Event> event) {
    public Outcome {
        Objects.requireNonNull(response, "response");
        Objects.requireNonNull(event, "event");
        writes = Collections.unmodifiableSortedMap(writes);
    }
}

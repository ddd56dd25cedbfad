package org.gridbourse.market.transaction;

import java.util.Objects;

/**
 * The one event of a transaction: what happened and every record that it wrote. The bytes are shared, not copied.
 *
 * @param name the function in the past tense, such as {@code OrdersCommitted}
 * @param payload canonical JSON {@code {"records":[{"key":…,"value":…}],"version":1}}
 */
public record Event(String name, byte[] payload) {
    public Event {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(payload, "payload");
    }
}

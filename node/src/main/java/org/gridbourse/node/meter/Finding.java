package org.gridbourse.node.meter;

import java.time.Instant;
import java.util.Optional;

/**
 * A doubt about one place in a file.
 *
 * @param meterId empty where the file as a whole is meant
 * @param at when, empty where the place has no time
 * @param detail a sentence for people
 */
public record Finding(FindingCode code, String meterId, Optional<Instant> at, String detail) {

    static Finding at(FindingCode code, String meterId, Instant at, String detail) {
        return new Finding(code, meterId, Optional.of(at), detail);
    }
}

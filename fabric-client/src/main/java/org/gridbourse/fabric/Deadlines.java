package org.gridbourse.fabric;

import java.time.Duration;

/** How long each kind of call may take. */
public record Deadlines(Duration evaluate, Duration endorse, Duration submit, Duration commit) {
    public static Deadlines each(Duration limit) {
        return new Deadlines(limit, limit, limit, limit);
    }
}

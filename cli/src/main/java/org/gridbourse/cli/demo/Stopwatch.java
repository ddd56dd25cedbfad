package org.gridbourse.cli.demo;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long each part of the day took. */
final class Stopwatch {
    private final Instant began = Instant.now();
    private final Map<String, Double> laps = new LinkedHashMap<>();
    private Instant last = began;

    /** Ends the part that began with the last lap. */
    void lap(String name) {
        laps.put(name, Narrator.since(last));
        last = Instant.now();
    }

    /** Seconds by part, and {@code total}. */
    Map<String, Double> seconds() {
        Map<String, Double> seconds = new LinkedHashMap<>(laps);
        seconds.put("total", Narrator.since(began));
        return seconds;
    }
}

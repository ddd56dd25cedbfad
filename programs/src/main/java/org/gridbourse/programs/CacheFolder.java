package org.gridbourse.programs;

import java.nio.file.Path;
import java.util.Map;

/** Where we keep what can be made or fetched again, outside the checkout. */
public final class CacheFolder {
    private CacheFolder() {}

    /** {@code $XDG_CACHE_HOME/gridbourse}, by default {@code ~/.cache/gridbourse}. */
    public static Path of(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        return (cache.isBlank() ? Path.of(home, ".cache") : Path.of(cache)).resolve("gridbourse");
    }
}

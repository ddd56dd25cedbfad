package org.gridbourse.testkit.supply;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One published advisory, in the schema of OSV (ossf.github.io/osv-schema), of which this much is read.
 *
 * @param id such as {@code CVE-2026-118233}
 * @param summary what is wrong
 * @param artifact {@code group:name}
 * @param ranges versions that are affected
 */
record Advisory(String id, String summary, String artifact, List<Range> ranges) {

    /** From {@code introduced} on, up to and without {@code fixed}; without {@code fixed} to the newest. */
    record Range(String introduced, String fixed) {
        boolean contains(Version version) {
            return new Version(introduced).compareTo(version) <= 0
                    && (fixed.isEmpty() || version.compareTo(new Version(fixed)) < 0);
        }
    }

    /** All that an OSV record says of Maven artifacts. */
    static List<Advisory> of(Map<?, ?> osv) {
        List<Advisory> found = new ArrayList<>();
        for (Object each : list(osv, "affected")) {
            Map<?, ?> affected = (Map<?, ?>) each;
            Map<?, ?> named = (Map<?, ?>) affected.get("package");
            if ("Maven".equals(named.get("ecosystem"))) {
                found.add(new Advisory(text(osv, "id"), text(osv, "summary"), text(named, "name"), ranges(affected)));
            }
        }
        return found;
    }

    private static List<Range> ranges(Map<?, ?> affected) {
        List<Range> ranges = new ArrayList<>();
        for (Object range : list(affected, "ranges")) {
            String introduced = "0";
            for (Object event : list((Map<?, ?>) range, "events")) {
                Map<?, ?> at = (Map<?, ?>) event;
                if (at.containsKey("introduced")) {
                    introduced = text(at, "introduced");
                    ranges.add(new Range(introduced, ""));
                } else if (at.containsKey("fixed")) {
                    ranges.set(ranges.size() - 1, new Range(introduced, text(at, "fixed")));
                }
            }
        }
        return ranges;
    }

    private static List<?> list(Map<?, ?> object, String key) {
        return object.get(key) instanceof List<?> values ? values : List.of();
    }

    private static String text(Map<?, ?> object, String key) {
        return object.get(key) instanceof String value ? value : "";
    }

    /** A jar that does not tell its group is taken for every artifact of its name. */
    boolean concerns(Library library) {
        boolean named = artifact.equals(library.group() + ":" + library.name())
                || library.group().isEmpty() && artifact.endsWith(":" + library.name());
        Version version = new Version(library.version());
        return named && ranges.stream().anyMatch(range -> range.contains(version));
    }

    String fixedIn() {
        return ranges.stream()
                .map(Range::fixed)
                .filter(fixed -> !fixed.isEmpty())
                .reduce((one, other) -> other)
                .orElse("no version yet");
    }
}

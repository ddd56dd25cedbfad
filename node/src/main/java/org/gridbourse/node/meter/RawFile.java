package org.gridbourse.node.meter;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a parser found: meters as they stand in the file, and what it could not take. */
final class RawFile {
    private final String format;
    private final ZoneId zone;
    private final Map<String, RawMeter> meters = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> assumptions = new ArrayList<>();

    /** @param zone the clock by which periods are counted from midnight */
    RawFile(String format, ZoneId zone) {
        this.format = format;
        this.zone = zone;
    }

    String format() {
        return format;
    }

    ZoneId zone() {
        return zone;
    }

    RawMeter meter(String meterId) {
        return meters.computeIfAbsent(meterId, RawMeter::new);
    }

    List<RawMeter> meters() {
        return List.copyOf(meters.values());
    }

    void find(Finding finding) {
        findings.add(finding);
    }

    void assume(String sentence) {
        if (!assumptions.contains(sentence)) {
            assumptions.add(sentence);
        }
    }

    List<Finding> findings() {
        return findings;
    }

    List<String> assumptions() {
        return assumptions;
    }
}

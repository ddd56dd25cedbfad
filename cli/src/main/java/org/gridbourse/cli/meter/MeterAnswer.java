package org.gridbourse.cli.meter;

import java.time.Instant;
import java.util.List;
import org.gridbourse.node.meter.Finding;
import org.gridbourse.node.meter.Interval;
import org.gridbourse.node.meter.MeterIntervals;
import org.gridbourse.node.meter.MeterReadings;
import org.gridbourse.node.meter.Quality;
import org.gridbourse.optimizer.JsonWriter;

/** Periods and doubts as JSON and as text for people. */
final class MeterAnswer {
    private static final int FINDINGS_SHOWN = 50;

    private MeterAnswer() {}

    static String json(MeterReadings readings) {
        JsonWriter json = new JsonWriter().beginObject();
        json.key("format").value(readings.format()).line();
        json.key("meters").beginArray();
        for (MeterIntervals meter : readings.meters()) {
            json.line().beginObject();
            json.key("meterId").value(meter.meterId());
            json.key("intervals").beginArray();
            meter.intervals().forEach(interval -> write(interval, json));
            json.endArray().endObject();
        }
        json.endArray().line();
        json.key("findings").beginArray();
        readings.findings().forEach(finding -> write(finding, json));
        json.endArray().line();
        json.key("assumptions").beginArray();
        readings.assumptions().forEach(json::value);
        return json.endArray().endObject() + "\n";
    }

    private static void write(Interval interval, JsonWriter json) {
        json.line().beginObject();
        json.key("start").value(interval.start().toString());
        json.key("minutes").value(interval.minutes());
        json.key("importWh").value(interval.importWh());
        json.key("exportWh").value(interval.exportWh());
        json.key("quality").value(interval.quality().name());
        json.endObject();
    }

    private static void write(Finding finding, JsonWriter json) {
        json.line().beginObject();
        json.key("code").value(finding.code().name());
        json.key("meterId").value(finding.meterId());
        json.key("at");
        finding.at().map(Instant::toString).ifPresentOrElse(json::value, json::nothing);
        json.key("detail").value(finding.detail());
        json.endObject();
    }

    static String text(MeterReadings readings) {
        StringBuilder text = new StringBuilder();
        for (MeterIntervals meter : readings.meters()) {
            text.append(sentence(meter));
        }
        List<Finding> findings = readings.findings();
        text.append(findings.isEmpty() ? "No doubts.%n".formatted() : "%d doubts:%n".formatted(findings.size()));
        findings.stream()
                .limit(FINDINGS_SHOWN)
                .forEach(finding -> text.append("  %-18s %-20s %-20s %s%n"
                        .formatted(
                                finding.code(),
                                finding.meterId(),
                                finding.at().map(Instant::toString).orElse(""),
                                finding.detail())));
        if (findings.size() > FINDINGS_SHOWN) {
            text.append("  and %d more; --json has all%n".formatted(findings.size() - FINDINGS_SHOWN));
        }
        return text.toString();
    }

    private static String sentence(MeterIntervals meter) {
        List<Interval> intervals = meter.intervals();
        if (intervals.isEmpty()) {
            return "%s: no whole period%n".formatted(meter.meterId());
        }
        long measured = intervals.stream()
                .filter(interval -> interval.quality() == Quality.MEASURED)
                .count();
        return "%s: %d periods from %s to %s, import %.3f kWh, export %.3f kWh, %d measured%n"
                .formatted(
                        meter.meterId(),
                        intervals.size(),
                        intervals.get(0).start(),
                        intervals.get(intervals.size() - 1).start(),
                        intervals.stream().mapToLong(Interval::importWh).sum() / 1000.0,
                        intervals.stream().mapToLong(Interval::exportWh).sum() / 1000.0,
                        measured);
    }
}

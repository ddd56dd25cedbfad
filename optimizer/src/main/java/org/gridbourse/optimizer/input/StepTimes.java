package org.gridbourse.optimizer.input;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The starts of steps as local times with a zone, in a step column in place of a counter. */
final class StepTimes {
    static final String ALLOWED = "2026-03-29T01:00+01:00, 2026-03-29T00:00Z or 2026-03-29T01:00[Europe/Berlin]";
    private static final Pattern TIME =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?)\\s*"
                    + "(Z|[-+]\\d{2}:?\\d{2})?\\s*\\[?([A-Za-z_+-]+(?:/[A-Za-z0-9_+/-]+)*)?\\]?");

    private StepTimes() {}

    static boolean isTime(String text) {
        return text.length() > 10 && text.matches("\\d{4}-\\d{2}-\\d{2}[T ].*");
    }

    /** Reads row after row; a local time that comes twice in autumn is the later one when it comes again. */
    static List<ZonedDateTime> read(CsvTable table, String column) {
        List<ZonedDateTime> times = new ArrayList<>(table.size());
        for (int row = 0; row < table.size(); row++) {
            ZonedDateTime time = parse(table, row, column);
            if (row > 0 && !time.isAfter(times.get(row - 1))) {
                time = time.withLaterOffsetAtOverlap();
            }
            times.add(time);
            requireEqualSteps(table, row, column, times);
        }
        return times;
    }

    private static void requireEqualSteps(CsvTable table, int row, String column, List<ZonedDateTime> times) {
        if (row == 0) {
            return;
        }
        Duration length = Duration.between(times.get(0), times.get(1));
        ZonedDateTime expected = times.get(row - 1).plus(length);
        if (length.isNegative()
                || length.isZero()
                || !expected.toInstant().equals(times.get(row).toInstant())) {
            String allowed = row == 1 ? "a time after that of the row before" : "steps of one length, here " + expected;
            throw table.refuse(row, column, "is " + table.stepText(row), allowed);
        }
    }

    private static ZonedDateTime parse(CsvTable table, int row, String column) {
        String text = table.stepText(row);
        Matcher parts = TIME.matcher(text);
        if (!parts.matches() || parts.group(3) == null && parts.group(4) == null) {
            throw table.refuse(row, column, "is \"" + text + "\"", "a local time with its zone, such as " + ALLOWED);
        }
        try {
            LocalDateTime local = LocalDateTime.parse(parts.group(1) + "T" + parts.group(2));
            if (parts.group(3) == null) {
                return local.atZone(ZoneId.of(parts.group(4)));
            }
            ZonedDateTime fixed = local.atZone(ZoneId.of(parts.group(3)));
            return parts.group(4) == null ? fixed : fixed.withZoneSameInstant(ZoneId.of(parts.group(4)));
        } catch (DateTimeException unknown) {
            throw table.refuse(row, column, "is \"" + text + "\"", "a local time with its zone, such as " + ALLOWED);
        }
    }
}

package org.gridbourse.gateway.participant;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.gridbourse.gateway.web.BadInputException;

/**
 * From when to when a bill goes.
 *
 * @param to not in it any more
 */
record BillSpan(Instant from, Instant to) {

    /** Days count whole, in UTC. */
    static BillSpan of(String from, String to) {
        BillSpan span = new BillSpan(time("from", from, 0), time("to", to, 1));
        if (!span.from().isBefore(span.to())) {
            throw new BadInputException("to", "must be after from");
        }
        return span;
    }

    private static Instant time(String field, String text, int daysMore) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text)
                            .plusDays(daysMore)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant();
        } catch (DateTimeException unreadable) {
            throw new BadInputException(field, "must be a day or a time in UTC, such as 2026-03-01, is " + text);
        }
    }

    boolean holds(Instant time) {
        return !time.isBefore(from) && time.isBefore(to);
    }
}

package org.gridbourse.node.forecast;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** A time as files have it: a local one, or one with its offset from UTC. */
record Timestamp(LocalDateTime local, Optional<ZoneOffset> offset) {
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

    static Timestamp parse(String text) {
        String iso = text.length() > 10 && text.charAt(10) == ' '
                ? text.substring(0, 10) + 'T' + text.substring(11).replace(" ", "")
                : text;
        int zoneAt = Math.max(iso.lastIndexOf('+'), Math.max(iso.lastIndexOf('Z'), iso.lastIndexOf('-')));
        if (zoneAt > 10) {
            OffsetDateTime withOffset = OffsetDateTime.parse(iso);
            return new Timestamp(withOffset.toLocalDateTime(), Optional.of(withOffset.getOffset()));
        }
        return new Timestamp(LocalDateTime.parse(iso), Optional.empty());
    }

    /** The local time on a clock; a time without an offset is taken as it is. */
    LocalDateTime onClock(ZoneId clock) {
        if (offset.isPresent() && clock == null) {
            throw new DateTimeException("an offset after local times");
        }
        return offset.map(each -> local.atOffset(each).atZoneSameInstant(clock).toLocalDateTime())
                .orElse(local);
    }

    /** A number in plain digits; Java's own spellings such as 1d and 0x1p3 are none. */
    static OptionalDouble plainNumber(String text) {
        return NUMBER.matcher(text).matches() ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
    }
}

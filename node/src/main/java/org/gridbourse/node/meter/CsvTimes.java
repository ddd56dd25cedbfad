package org.gridbourse.node.meter;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the times of one file, all in one way: with an offset, as seconds since 1970, or local ones in a zone. Day and
 * month are never guessed: a file in which both orders fit is refused.
 */
final class CsvTimes {
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final Pattern OFFSET = Pattern.compile("^(.{10,}?)\\s?(Z|z|UTC|[+-]\\d{2}:?\\d{2}|[+-]\\d{2})$");
    private static final Pattern MIDNIGHT_AT_END = Pattern.compile("^(.*[T ])24:00(:00(\\.0+)?)?$");
    private static final List<String> DATES =
            List.of("uuuu-M-d", "uuuu/M/d", "d.M.uuuu", "d.M.uu", "d-M-uuuu", "uuuuMMdd", "d/M/uuuu", "M/d/uuuu");
    private static final int SLASHED_DAY_FIRST = 6;

    private final List<DateTimeFormatter> formats = new ArrayList<>();
    private final Map<String, Set<LocalDateTime>> seenTwice = new HashMap<>();
    private DateTimeFormatter format;

    CsvTimes() {
        for (String date : DATES) {
            formats.add(new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(date)
                    .appendPattern(
                            date.equals("uuuuMMdd")
                                    ? "[['T'][' ']HHmm[ss]][' 'H:mm[:ss]]"
                                    : "[['T'][' ']['  ']H:mm[:ss[.SSS][.SSSSSS]]]")
                    .appendPattern("[[' ']a]")
                    .toFormatter(Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT));
        }
        formats.add(new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern("M/d/uuuu h:mm[:ss][' ']a")
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT));
    }

    /** A time before its zone is known. */
    record Written(LocalDateTime local, Optional<Instant> instant) {}

    /** Whether both day and month may come first. */
    boolean isAmbiguous(List<String> texts) {
        settle(texts);
        boolean dayFirst = format == formats.get(SLASHED_DAY_FIRST);
        return dayFirst
                && texts.stream().allMatch(text -> parsed(text, formats.get(SLASHED_DAY_FIRST + 1))
                        .isPresent());
    }

    /** Chooses the format that fits most texts. */
    private void settle(List<String> texts) {
        long best = -1;
        for (DateTimeFormatter each : formats) {
            long fitting = texts.stream()
                    .limit(2000)
                    .filter(text -> parsed(text, each).isPresent())
                    .count();
            if (fitting > best) {
                best = fitting;
                format = each;
            }
        }
    }

    /** Empty where it is no time, or outside 1970 to 2199. */
    Optional<Written> read(String text) {
        return parsed(text, format)
                .filter(time -> time.instant().isEmpty()
                        || (!time.instant().get().isBefore(EARLIEST)
                                && time.instant().get().isBefore(LATEST)))
                .filter(time -> time.local().getYear() >= 1970 && time.local().getYear() < 2200);
    }

    private static Optional<Written> parsed(String text, DateTimeFormatter format) {
        if (text.matches("\\d{10}(\\.\\d+)?") || text.matches("1\\d{12}")) {
            long seconds = Long.parseLong(text.substring(0, 10));
            return Optional.of(utc(Instant.ofEpochSecond(seconds)));
        }
        Matcher offset = OFFSET.matcher(text);
        if (offset.matches() && offset.group(1).indexOf(':') > 0) {
            return local(offset.group(1), format).flatMap(time -> at(time, offset.group(2)));
        }
        return local(text, format).map(time -> new Written(time, Optional.empty()));
    }

    private static Optional<Written> at(LocalDateTime time, String offset) {
        try {
            ZoneOffset zone =
                    offset.equalsIgnoreCase("Z") || offset.equals("UTC") ? ZoneOffset.UTC : ZoneOffset.of(offset);
            return Optional.of(
                    new Written(time, Optional.of(OffsetDateTime.of(time, zone).toInstant())));
        } catch (DateTimeException noOffset) {
            return Optional.empty();
        }
    }

    private static Written utc(Instant instant) {
        return new Written(LocalDateTime.ofInstant(instant, ZoneOffset.UTC), Optional.of(instant));
    }

    /** A day may end at 24:00; a date alone is its start. */
    private static Optional<LocalDateTime> local(String text, DateTimeFormatter format) {
        Matcher midnight = MIDNIGHT_AT_END.matcher(text);
        String plain = midnight.matches() ? midnight.group(1) + "00:00" : text;
        try {
            TemporalAccessor found = format.parse(plain);
            LocalDate date = LocalDate.from(found);
            LocalTime clock = found.query(TemporalQueries.localTime());
            LocalDateTime time = date.atTime(clock == null ? LocalTime.MIDNIGHT : clock);
            return Optional.of(midnight.matches() ? time.plusDays(1) : time);
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    /**
     * The instant of a local time. The hour that the clock shows twice is first the earlier, then, once a meter has been
     * there, the later one; an hour that it skips has no instant.
     */
    Optional<Instant> instant(Written time, ZoneId zone, String meterId) {
        if (time.instant().isPresent()) {
            return time.instant();
        }
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time.local());
        if (offsets.isEmpty()) {
            return Optional.empty();
        }
        boolean again = offsets.size() > 1
                && !seenTwice.computeIfAbsent(meterId, each -> new HashSet<>()).add(time.local());
        return Optional.of(time.local().toInstant(offsets.get(again ? 1 : 0)));
    }
}

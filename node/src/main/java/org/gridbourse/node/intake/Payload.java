package org.gridbourse.node.intake;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** What a message holds: JSON, or a bare number or text. */
final class Payload {
    private static final int LARGEST = 1 << 16;
    private static final long MILLIS_FROM = 100_000_000_000L;

    private Payload() {}

    /** JSON is YAML; a bare number is a payload too. */
    static Optional<Object> parsed(byte[] payload) {
        if (payload.length == 0 || payload.length > LARGEST) {
            return Optional.empty();
        }
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setMaxAliasesForCollections(0)
                    .setAllowRecursiveKeys(false)
                    .build();
            return Optional.ofNullable(new Load(settings).loadFromString(new String(payload, StandardCharsets.UTF_8)));
        } catch (YamlEngineException | StackOverflowError broken) {
            return Optional.empty();
        }
    }

    /**
     * A time as devices write it: seconds or milliseconds since 1970, or a text.
     *
     * @param zone of texts without an offset
     */
    static Optional<Instant> time(Object value, ZoneId zone) {
        String text = value.toString();
        try {
            if (value instanceof Number number) {
                long seconds = number.longValue();
                return Optional.of(
                        seconds > MILLIS_FROM ? Instant.ofEpochMilli(seconds) : Instant.ofEpochSecond(seconds));
            }
            if (text.matches(".*(Z|[+-]\\d{2}:?\\d{2})$")) {
                return Optional.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from));
            }
            return Optional.of(
                    LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone).toInstant());
        } catch (DateTimeException | ArithmeticException noTime) {
            return Optional.empty();
        }
    }
}

package org.gridbourse.node.intake;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Where meters' messages arrive, whatever carries them: reads each by its meter's mapping, and counts it. Safe for several
 * threads.
 */
public final class IntakeDesk {
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);
    private static final int LARGEST_PAYLOAD = 1 << 16;
    private static final int LARGEST_NUMBER = 40;

    private final List<MeterMapping> mappings;
    private final ZoneId zone;
    private final Map<String, Registers> registers = new TreeMap<>();

    /** A meter's two registers. */
    private record Registers(CountedRegister imported, CountedRegister exported) {}

    /**
     * What became of a message.
     *
     * @param at the sample's time; empty where there is none
     */
    public record Receipt(String meterId, Optional<Instant> at, Verdict verdict) {}

    /**
     * One message.
     *
     * @param retained whether a broker had kept it from earlier
     */
    public record Message(String topic, byte[] payload, boolean retained) {}

    /** @param zone of times in payloads that have no offset */
    public IntakeDesk(List<MeterMapping> mappings, ZoneId zone) {
        this.mappings = List.copyOf(mappings);
        this.zone = zone;
        for (MeterMapping mapping : mappings) {
            registers.put(
                    mapping.meterId(),
                    new Registers(new CountedRegister(mapping.limits()), new CountedRegister(mapping.limits())));
        }
    }

    public List<MeterMapping> mappings() {
        return mappings;
    }

    /** One receipt per meter that the message is for. */
    public synchronized List<Receipt> take(Message message, Instant receivedAt) {
        return mappings.stream()
                .filter(mapping -> mapping.matches(message.topic()))
                .map(mapping -> take(mapping, message, receivedAt))
                .toList();
    }

    /** What a meter has drawn since its first sample, by the last one at or before a time, in milliwatt-hours. */
    public synchronized OptionalLong importedMilliWh(String meterId, Instant at) {
        return registers.get(meterId).imported().countedMilliWh(at);
    }

    /** What a meter has fed in; as {@link #importedMilliWh}. */
    public synchronized OptionalLong exportedMilliWh(String meterId, Instant at) {
        return registers.get(meterId).exported().countedMilliWh(at);
    }

    private Receipt take(MeterMapping mapping, Message message, Instant receivedAt) {
        Optional<Object> payload = parsed(message.payload());
        if (payload.isEmpty()) {
            return new Receipt(mapping.meterId(), Optional.empty(), Verdict.UNREADABLE);
        }
        Optional<Instant> at = mapping.time().isEmpty()
                ? Optional.of(receivedAt)
                : mapping.time().get().in(payload.get()).flatMap(this::time);
        if (at.isEmpty()) {
            return new Receipt(mapping.meterId(), at, Verdict.UNREADABLE);
        }
        if (message.retained() && mapping.time().isEmpty()) {
            return new Receipt(mapping.meterId(), at, Verdict.RETAINED);
        }
        if (at.get().isAfter(receivedAt.plus(CLOCKS_DIFFER))) {
            return new Receipt(mapping.meterId(), at, Verdict.CLOCK_AHEAD);
        }
        return new Receipt(mapping.meterId(), at, count(mapping, payload.get(), at.get()));
    }

    /** The verdict that says more of the two registers. */
    private Verdict count(MeterMapping mapping, Object payload, Instant at) {
        Optional<Long> imported = mapping.imported().flatMap(register -> milliWh(register, payload));
        Optional<Long> exported = mapping.exported().flatMap(register -> milliWh(register, payload));
        if (imported.isPresent() != mapping.imported().isPresent()
                || exported.isPresent() != mapping.exported().isPresent()) {
            return Verdict.UNREADABLE;
        }
        Registers own = registers.get(mapping.meterId());
        Verdict first = imported.map(value -> own.imported().offer(at, value)).orElse(Verdict.ACCEPTED);
        Verdict second = exported.map(value -> own.exported().offer(at, value)).orElse(first);
        return imported.isEmpty() || first == Verdict.ACCEPTED || (first.counts() && !second.counts()) ? second : first;
    }

    private static Optional<Long> milliWh(MeterMapping.Register register, Object payload) {
        return register.path()
                .in(payload)
                .map(Object::toString)
                .filter(text -> text.length() <= LARGEST_NUMBER && text.matches("[-+]?[0-9.]+([eE][-+]?[0-9]{1,2})?"))
                .flatMap(IntakeDesk::decimal)
                .flatMap(register.unit()::milli);
    }

    private static Optional<BigDecimal> decimal(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    private Optional<Instant> time(Object value) {
        String text = value.toString();
        try {
            if (value instanceof Number number) {
                long seconds = number.longValue();
                return Optional.of(
                        seconds > 100_000_000_000L ? Instant.ofEpochMilli(seconds) : Instant.ofEpochSecond(seconds));
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

    /** JSON is YAML; a bare number is a payload too. */
    private static Optional<Object> parsed(byte[] payload) {
        if (payload.length == 0 || payload.length > LARGEST_PAYLOAD) {
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
}

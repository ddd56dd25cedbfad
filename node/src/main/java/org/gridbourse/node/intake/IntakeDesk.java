package org.gridbourse.node.intake;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where meters' messages arrive, whatever carries them: reads each by its meter's mapping, and counts it. Safe for several
 * threads.
 */
public final class IntakeDesk {
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);
    private static final int LARGEST_NUMBER = 40;

    private final ZoneId zone;
    private final Map<String, MeterMapping> mappings = new TreeMap<>();
    private final Map<String, Registers> registers = new TreeMap<>();
    /** Those whose topic is one of its own, by it; others are looked through. */
    private final Map<String, List<MeterMapping>> byTopic = new HashMap<>();

    private final List<MeterMapping> byFilter = new ArrayList<>();

    /** A meter's two registers. */
    private record Registers(CountedRegister imported, CountedRegister exported) {}

    /**
     * What became of a message.
     *
     * @param at the sample's time; empty where there is none
     * @param shown the registers that it held; empty where they could not be read or must not be looked at
     */
    public record Receipt(String meterId, Optional<Instant> at, Optional<Shown> shown, Verdict verdict) {
        Receipt(String meterId, Optional<Instant> at, Verdict verdict) {
            this(meterId, at, Optional.empty(), verdict);
        }
    }

    /**
     * What a meter showed, without a mapping; a register that it has not is empty.
     *
     * @param at its own time
     */
    public record Shown(Instant at, OptionalLong importMilliWh, OptionalLong exportMilliWh) {}

    /** Both registers as they count; see {@link CountedRegister}. */
    public record Register(long importMilliWh, long exportMilliWh) {}

    /**
     * One message.
     *
     * @param retained whether a broker had kept it from earlier
     */
    public record Message(String topic, byte[] payload, boolean retained) {}

    /** @param zone of times in payloads that have no offset */
    public IntakeDesk(List<MeterMapping> mappings, ZoneId zone) {
        this.zone = zone;
        mappings.forEach(this::add);
    }

    /** One meter more; one that is known stays as it is. */
    public synchronized void add(MeterMapping mapping) {
        if (mappings.putIfAbsent(mapping.meterId(), mapping) != null) {
            return;
        }
        registers.put(
                mapping.meterId(),
                new Registers(new CountedRegister(mapping.limits()), new CountedRegister(mapping.limits())));
        if (mapping.isFilter()) {
            byFilter.add(mapping);
        } else {
            byTopic.computeIfAbsent(mapping.topic(), topic -> new ArrayList<>()).add(mapping);
        }
    }

    /** The topics on which meters publish. */
    public synchronized List<String> topics() {
        return mappings.values().stream().map(MeterMapping::topic).toList();
    }

    public synchronized List<MeterMapping> mappings() {
        return List.copyOf(mappings.values());
    }

    public synchronized boolean knows(String meterId) {
        return mappings.containsKey(meterId);
    }

    /** One receipt per meter that the message is for. */
    public synchronized List<Receipt> take(Message message, Instant receivedAt) {
        return Stream.concat(
                        byTopic.getOrDefault(message.topic(), List.of()).stream(),
                        byFilter.stream().filter(mapping -> mapping.matches(message.topic())))
                .map(mapping -> take(mapping, message, receivedAt))
                .toList();
    }

    /** As {@link #take(Message, Instant)}, of a meter's values that need no mapping. */
    public synchronized Receipt take(String meterId, Shown shown, Instant receivedAt) {
        if (shown.at().isAfter(receivedAt.plus(CLOCKS_DIFFER))) {
            return new Receipt(meterId, Optional.of(shown.at()), Verdict.CLOCK_AHEAD);
        }
        if (shown.importMilliWh().isEmpty() && shown.exportMilliWh().isEmpty()) {
            return new Receipt(meterId, Optional.of(shown.at()), Verdict.UNREADABLE);
        }
        return new Receipt(meterId, Optional.of(shown.at()), Optional.of(shown), count(meterId, shown));
    }

    /** Resumes a meter from a sample that counted and what its registers stood at. */
    public synchronized void resume(String meterId, Shown shown, Register register) {
        Registers own = registers.get(meterId);
        shown.importMilliWh().ifPresent(value -> own.imported().start(shown.at(), value, register.importMilliWh()));
        shown.exportMilliWh().ifPresent(value -> own.exported().start(shown.at(), value, register.exportMilliWh()));
    }

    /**
     * A meter's registers at a time; empty where it showed nothing that is near enough.
     *
     * @param within how long before the time its last sample may lie
     */
    public synchronized Optional<Register> register(String meterId, Instant at, Duration within) {
        MeterMapping mapping = mappings.get(meterId);
        Registers own = registers.get(meterId);
        OptionalLong imported = own.imported().registerMilliWh(at, within, mapping.interpolated());
        OptionalLong exported = own.exported().registerMilliWh(at, within, mapping.interpolated());
        if (mapping.imported().isPresent() && imported.isEmpty()
                || mapping.exported().isPresent() && exported.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Register(imported.orElse(0), exported.orElse(0)));
    }

    /** Time of a meter's last sample that counts. */
    public synchronized Optional<Instant> lastAt(String meterId) {
        Registers own = registers.get(meterId);
        return own.imported().lastAt().or(own.exported()::lastAt);
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
        Optional<Object> payload = Payload.parsed(message.payload());
        if (payload.isEmpty()) {
            return new Receipt(mapping.meterId(), Optional.empty(), Verdict.UNREADABLE);
        }
        Optional<Instant> at = mapping.time().isEmpty()
                ? Optional.of(receivedAt)
                : mapping.time().get().in(payload.get()).flatMap(value -> Payload.time(value, zone));
        if (at.isEmpty()) {
            return new Receipt(mapping.meterId(), at, Verdict.UNREADABLE);
        }
        if (message.retained() && mapping.time().isEmpty()) {
            return new Receipt(mapping.meterId(), at, Verdict.RETAINED);
        }
        if (at.get().isAfter(receivedAt.plus(CLOCKS_DIFFER))) {
            return new Receipt(mapping.meterId(), at, Verdict.CLOCK_AHEAD);
        }
        return count(mapping, payload.get(), at.get());
    }

    private Receipt count(MeterMapping mapping, Object payload, Instant at) {
        Optional<Long> imported = mapping.imported().flatMap(register -> milliWh(register, payload));
        Optional<Long> exported = mapping.exported().flatMap(register -> milliWh(register, payload));
        if (imported.isPresent() != mapping.imported().isPresent()
                || exported.isPresent() != mapping.exported().isPresent()) {
            return new Receipt(mapping.meterId(), Optional.of(at), Verdict.UNREADABLE);
        }
        Shown shown = new Shown(at, optional(imported), optional(exported));
        return new Receipt(mapping.meterId(), Optional.of(at), Optional.of(shown), count(mapping.meterId(), shown));
    }

    private static OptionalLong optional(Optional<Long> value) {
        return value.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /** The verdict that says more of the two registers. */
    private Verdict count(String meterId, Shown shown) {
        Registers own = registers.get(meterId);
        Optional<Verdict> first = offer(own.imported(), shown.at(), shown.importMilliWh());
        Optional<Verdict> second = offer(own.exported(), shown.at(), shown.exportMilliWh());
        if (first.isEmpty() || second.isEmpty()) {
            return first.or(() -> second).orElseThrow();
        }
        boolean secondSaysMore = first.get() == Verdict.ACCEPTED
                || first.get().counts() && !second.get().counts();
        return secondSaysMore ? second.get() : first.get();
    }

    private static Optional<Verdict> offer(CountedRegister register, Instant at, OptionalLong value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(register.offer(at, value.getAsLong()));
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
}

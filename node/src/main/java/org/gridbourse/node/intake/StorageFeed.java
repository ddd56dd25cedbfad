package org.gridbourse.node.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.node.rule.MeterFeed;

/**
 * What storages hold, as they publish it. Of each storage the newest word counts, for an hour. Safe for several threads.
 */
public final class StorageFeed implements MeterFeed {
    private static final Duration HOLDS = Duration.ofHours(1);
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);
    private static final double PERCENT = 100;

    private final List<Source> sources = new ArrayList<>();
    private final InstantSource clock;
    private final Map<String, Said> said = new HashMap<>();

    /**
     * Where one storage says what it holds.
     *
     * @param storage its name in the site file
     * @param topic without wildcards
     * @param path of the figure
     * @param percent whether it counts from 0 to 100, else from 0 to 1
     * @param time where its own time stands; empty: the time of receipt counts
     */
    public record Source(String storage, String topic, ValuePath path, boolean percent, Optional<ValuePath> time) {

        /** The project's own payload, {@code {"at", "stateOfCharge": {STORAGE: 0.5}}} on {@code gridbourse/NODE/state}. */
        public static Source own(String nodeId, String storage) {
            return new Source(
                    storage,
                    "gridbourse/%s/state".formatted(nodeId),
                    new ValuePath("stateOfCharge['%s']".formatted(storage)),
                    false,
                    Optional.of(new ValuePath("at")));
        }
    }

    private record Said(Instant at, double share) {}

    public StorageFeed(List<Source> sources, InstantSource clock) {
        this.sources.addAll(sources);
        this.clock = clock;
    }

    public List<String> topics() {
        return sources.stream().map(Source::topic).distinct().toList();
    }

    /** Takes what concerns a storage; all else is left. */
    public void take(IntakeDesk.Message message) {
        for (Source source : sources) {
            if (source.topic().equals(message.topic())) {
                Payload.parsed(message.payload()).ifPresent(payload -> take(source, payload, message.retained()));
            }
        }
    }

    private void take(Source source, Object payload, boolean retained) {
        Instant now = clock.instant();
        Optional<Instant> at = source.time().isEmpty()
                ? Optional.of(now).filter(time -> !retained)
                : source.time().get().in(payload).flatMap(value -> Payload.time(value, ZoneOffset.UTC));
        Optional<Double> share = source.path()
                .in(payload)
                .filter(Number.class::isInstance)
                .map(value -> ((Number) value).doubleValue() / (source.percent() ? PERCENT : 1))
                .filter(value -> value >= 0 && value <= 1);
        if (at.isPresent() && share.isPresent() && !at.get().isAfter(now.plus(CLOCKS_DIFFER))) {
            say(source.storage(), at.get(), share.get());
        }
    }

    /** Takes one storage's word, however it came. */
    public synchronized void say(String storage, Instant at, double share) {
        said.merge(storage, new Said(at, share), (before, now) -> now.at().isBefore(before.at()) ? before : now);
    }

    @Override
    public synchronized Map<String, Double> stateOfCharge() {
        Instant oldest = clock.instant().minus(HOLDS);
        Map<String, Double> known = new HashMap<>();
        said.forEach((storage, word) -> {
            if (!word.at().isBefore(oldest)) {
                known.put(storage, word.share());
            }
        });
        return known;
    }
}

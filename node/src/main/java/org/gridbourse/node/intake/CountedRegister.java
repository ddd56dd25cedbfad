package org.gridbourse.node.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * One register of a meter as it comes in: messages again, late, with zeros after a restart, a rollover, an exchange. What
 * it has counted never falls, and each Wh is in it once. Not for several threads.
 */
public final class CountedRegister {
    private static final Duration KEPT = Duration.ofDays(8);
    private static final double NEAR_THE_END = 0.9;
    private static final double NEAR_THE_START = 0.1;

    private final Limits limits;
    private final TreeMap<Instant, Shown> shown = new TreeMap<>();
    private Optional<Doubted> doubted = Optional.empty();
    private long baseMilliWh;

    /**
     * What is believed.
     *
     * @param maxKw more mean power between two samples is implausible
     * @param capacityMilliWh at which the register starts again from zero; {@link Long#MAX_VALUE}: never
     */
    public record Limits(double maxKw, long capacityMilliWh) {
        public Limits {
            if (!(maxKw > 0) || capacityMilliWh < 1) {
                throw new IllegalArgumentException(
                        "maxKw %s, capacityMilliWh %d; both above 0".formatted(maxKw, capacityMilliWh));
            }
        }
    }

    /** What the register showed, and what has been counted by then. */
    private record Shown(long milliWh, long countedMilliWh) {}

    /** A sample that waits for another one to confirm it. */
    private record Doubted(Instant at, long milliWh) {}

    public CountedRegister(Limits limits) {
        this.limits = limits;
    }

    /** Takes a sample, or says why it does not count. */
    public Verdict offer(Instant at, long milliWh) {
        if (milliWh < 0) {
            return Verdict.UNREADABLE;
        }
        if (shown.isEmpty()) {
            start(at, milliWh, milliWh);
            return Verdict.ACCEPTED;
        }
        if (at.isBefore(shown.lastKey().minus(KEPT))) {
            return Verdict.TOO_OLD;
        }
        Shown same = shown.get(at);
        if (same != null) {
            return same.milliWh() == milliWh ? Verdict.DUPLICATE : Verdict.CONFLICT;
        }
        return at.isBefore(shown.lastKey()) ? late(at, milliWh) : next(at, milliWh);
    }

    /** Resumes from a sample that counted, and what the register stood at by then. */
    void start(Instant at, long milliWh, long registerMilliWh) {
        shown.put(at, new Shown(milliWh, 0));
        baseMilliWh = registerMilliWh;
    }

    /**
     * The register as it counts, which begins where the meter did and never falls; rollovers and exchanges are in it. It
     * is that of the last sample at or before a time, or, between two samples that lie so near together, on the straight
     * line between them.
     *
     * @param within how long before the time the last sample may lie
     * @param interpolated how far apart samples may lie for the line between them to count as measured
     */
    OptionalLong registerMilliWh(Instant at, Duration within, Duration interpolated) {
        Map.Entry<Instant, Shown> before = shown.floorEntry(at);
        if (before == null) {
            return OptionalLong.empty();
        }
        long register = baseMilliWh + before.getValue().countedMilliWh();
        Map.Entry<Instant, Shown> after = shown.higherEntry(at);
        if (after != null && !before.getKey().equals(at)) {
            Duration gap = Duration.between(before.getKey(), after.getKey());
            if (gap.compareTo(interpolated) <= 0) {
                long rise =
                        after.getValue().countedMilliWh() - before.getValue().countedMilliWh();
                double part = (double) Duration.between(before.getKey(), at).toMillis() / gap.toMillis();
                return OptionalLong.of(register + (long) (part * rise));
            }
        }
        boolean fresh = Duration.between(before.getKey(), at).compareTo(within) < 0;
        return fresh ? OptionalLong.of(register) : OptionalLong.empty();
    }

    /** What has been counted since the first sample by the last one at or before a time; empty before the first. */
    public OptionalLong countedMilliWh(Instant at) {
        Map.Entry<Instant, Shown> last = shown.floorEntry(at);
        return last == null
                ? OptionalLong.empty()
                : OptionalLong.of(last.getValue().countedMilliWh());
    }

    /** Time of the last sample that counts. */
    public Optional<Instant> lastAt() {
        return shown.isEmpty() ? Optional.empty() : Optional.of(shown.lastKey());
    }

    private Verdict late(Instant at, long milliWh) {
        Map.Entry<Instant, Shown> before = shown.floorEntry(at);
        Shown after = shown.ceilingEntry(at).getValue();
        if (before == null) {
            return Verdict.TOO_OLD;
        }
        long rise = milliWh - before.getValue().milliWh();
        boolean between = rise >= 0 && before.getValue().countedMilliWh() + rise <= after.countedMilliWh();
        if (!between) {
            return milliWh == 0 ? Verdict.ZERO_AFTER_RESTART : Verdict.REGISTER_FALLS;
        }
        shown.put(at, new Shown(milliWh, before.getValue().countedMilliWh() + rise));
        return Verdict.ACCEPTED_LATE;
    }

    private Verdict next(Instant at, long milliWh) {
        Map.Entry<Instant, Shown> last = shown.lastEntry();
        long rise = milliWh - last.getValue().milliWh();
        if (plausible(last.getKey(), at, rise)) {
            return counted(at, milliWh, rise, Verdict.ACCEPTED);
        }
        if (milliWh == 0) {
            return Verdict.ZERO_AFTER_RESTART;
        }
        long overEnd = rise < 0 ? limits.capacityMilliWh() - last.getValue().milliWh() + milliWh : -1;
        boolean rollsOver = last.getValue().milliWh() >= NEAR_THE_END * limits.capacityMilliWh()
                && milliWh <= NEAR_THE_START * limits.capacityMilliWh();
        if (rollsOver && plausible(last.getKey(), at, overEnd)) {
            return counted(at, milliWh, overEnd, Verdict.ROLLED_OVER);
        }
        if (doubted.isPresent()
                && plausible(doubted.get().at(), at, milliWh - doubted.get().milliWh())) {
            // two in a row that agree: the meter was exchanged; what lies between old and new is nobody's
            return counted(at, milliWh, milliWh - doubted.get().milliWh(), Verdict.EXCHANGED);
        }
        doubted = Optional.of(new Doubted(at, milliWh));
        return rise < 0 ? Verdict.REGISTER_FALLS : Verdict.IMPLAUSIBLE;
    }

    private Verdict counted(Instant at, long milliWh, long rise, Verdict verdict) {
        shown.put(
                at,
                new Shown(milliWh, Math.addExact(shown.lastEntry().getValue().countedMilliWh(), rise)));
        doubted = Optional.empty();
        // the oldest kept stays the base of what comes late
        while (shown.size() > 2 && shown.higherKey(shown.firstKey()).isBefore(at.minus(KEPT))) {
            shown.pollFirstEntry();
        }
        return verdict;
    }

    private boolean plausible(Instant from, Instant to, long rise) {
        double hours = Math.max(1, Duration.between(from, to).toMillis()) / 3_600_000.0;
        // one Wh may be the last digit turning within an instant
        return rise >= 0 && (rise <= 1_000 || rise / 1e6 <= limits.maxKw() * hours);
    }
}

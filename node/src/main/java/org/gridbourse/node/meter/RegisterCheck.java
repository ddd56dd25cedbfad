package org.gridbourse.node.meter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Turns what a register showed, one way, into what flowed between its samples, and doubts what no register does: falls,
 * zeros after a restart, jumps, other units. A register that goes on from zero behind its last digit is understood.
 */
final class RegisterCheck {
    private static final int LATER_SAMPLES = 96;
    private static final double NEAR_THE_END = 0.9;
    private static final double NEAR_THE_START = 0.1;
    private static final int SMALLEST_DIGITS = 4;
    private static final int LARGEST_DIGITS = 12;
    private static final long COUNTER_OF_32_BITS = 1L << 32;

    private final String meterId;
    private final Direction direction;
    private final OptionalDouble maxKw;
    private final List<Finding> findings;
    private final List<Flow> flows = new ArrayList<>();
    private List<Sample> samples;
    private Plausibility plausibility;

    RegisterCheck(String meterId, Direction direction, OptionalDouble maxKw, List<Finding> findings) {
        this.meterId = meterId;
        this.direction = direction;
        this.maxKw = maxKw;
        this.findings = findings;
    }

    List<Flow> flows(List<Sample> raw) {
        samples = inOrder(raw);
        plausibility = Plausibility.of(rises(), maxKw);
        if (samples.isEmpty()) {
            return flows;
        }
        Sample last = samples.get(0);
        for (int i = 1; i < samples.size(); i++) {
            last = next(last, i);
        }
        String doubt = Plausibility.unitDoubt(flows, samples.get(0).unit(), maxKw);
        if (!doubt.isEmpty()) {
            find(FindingCode.UNIT_SUSPECT, samples.get(0).at(), doubt);
        }
        return flows;
    }

    /** The sample from which the register goes on: the new one, or the last one if the new one is left out. */
    private Sample next(Sample last, int index) {
        Sample sample = samples.get(index);
        Flow flow = flow(last, sample, sample.milliWh() - last.milliWh());
        if (plausibility.allows(flow)) {
            flows.add(flow);
            return sample;
        }
        if (changesUnit(last, sample)) {
            find(
                    FindingCode.UNIT_SUSPECT,
                    sample.at(),
                    "goes from %s to %s, a thousandth or a thousand times".formatted(wh(last), wh(sample)));
            return sample;
        }
        return flow.milliWh() > 0 ? jumps(last, sample, index, flow) : falls(last, sample, index);
    }

    private Sample jumps(Sample last, Sample sample, int index, Flow flow) {
        String jump = "jumps by %d Wh in %d s, above %s".formatted(flow.milliWh() / 1000, flow.seconds(), plausibility);
        boolean alone = laterContinues(last, index) && laterFallsBelow(sample, index);
        find(
                FindingCode.IMPLAUSIBLE,
                sample.at(),
                jump + (alone ? "; the value is left out" : "; the jump is left out"));
        return alone ? last : sample;
    }

    private Sample falls(Sample last, Sample sample, int index) {
        boolean continues = laterContinues(last, index);
        if (sample.milliWh() == 0 && (continues || onlyZerosLater(index))) {
            find(FindingCode.ZERO_AFTER_RESTART, sample.at(), "shows 0 after %s; left out".formatted(wh(last)));
            return last;
        }
        long capacity = continues ? 0 : rolledOver(last, sample);
        if (capacity > 0) {
            Flow flow = flow(last, sample, capacity - last.milliWh() + sample.milliWh());
            flows.add(flow);
            find(
                    FindingCode.ROLLOVER,
                    sample.at(),
                    "goes on from %s to %s behind its last digit: %d Wh"
                            .formatted(wh(last), wh(sample), flow.milliWh() / 1000));
            return sample;
        }
        find(
                FindingCode.REGISTER_FALLS,
                sample.at(),
                "falls from %s to %s; %s"
                        .formatted(
                                wh(last),
                                wh(sample),
                                continues ? "the value is left out" : "what lies between is not known"));
        return continues ? last : sample;
    }

    /** Whether the register is soon found where it would have been without the doubted sample. */
    private boolean laterContinues(Sample last, int index) {
        for (int later = index + 1; later < Math.min(samples.size(), index + LATER_SAMPLES); later++) {
            Sample sample = samples.get(later);
            if (sample.milliWh() >= last.milliWh()
                    && plausibility.allows(flow(last, sample, sample.milliWh() - last.milliWh()))) {
                return true;
            }
        }
        return false;
    }

    private boolean laterFallsBelow(Sample sample, int index) {
        for (int later = index + 1; later < Math.min(samples.size(), index + LATER_SAMPLES); later++) {
            if (samples.get(later).milliWh() > 0 && samples.get(later).milliWh() < sample.milliWh()) {
                return true;
            }
        }
        return false;
    }

    private boolean onlyZerosLater(int index) {
        return samples.subList(index, samples.size()).stream().allMatch(sample -> sample.milliWh() == 0);
    }

    /** At how much the register started again, by its digits or as a counter of 32 bits; 0 if it did not. */
    private long rolledOver(Sample last, Sample sample) {
        long capacity = last.unit().oneMilli();
        for (int digits = 1; digits <= LARGEST_DIGITS && capacity < Long.MAX_VALUE / 10; digits++) {
            capacity *= 10;
            if (digits >= SMALLEST_DIGITS && startsAgain(last, sample, capacity)) {
                return capacity;
            }
        }
        for (long unit : new long[] {1, EnergyUnit.WH.oneMilli(), 100 * EnergyUnit.WH.oneMilli()}) {
            if (startsAgain(last, sample, COUNTER_OF_32_BITS * unit)) {
                return COUNTER_OF_32_BITS * unit;
            }
        }
        return 0;
    }

    private boolean startsAgain(Sample last, Sample sample, long capacity) {
        return last.milliWh() < capacity
                && last.milliWh() >= NEAR_THE_END * capacity
                && sample.milliWh() <= NEAR_THE_START * capacity
                && plausibility.allows(flow(last, sample, capacity - last.milliWh() + sample.milliWh()));
    }

    private boolean changesUnit(Sample last, Sample sample) {
        if (last.milliWh() < 1_000_000 || sample.milliWh() < 1_000) {
            return false;
        }
        double ratio = (double) sample.milliWh() / last.milliWh();
        return Math.abs(ratio - 1000) < 20 || Math.abs(ratio - 0.001) < 0.00002;
    }

    private List<Sample> inOrder(List<Sample> raw) {
        List<Sample> sorted = new ArrayList<>(raw);
        sorted.sort(Comparator.comparing(Sample::at));
        List<Sample> unique = new ArrayList<>();
        for (Sample sample : sorted) {
            Sample before = unique.isEmpty() ? null : unique.get(unique.size() - 1);
            if (before == null || !before.at().equals(sample.at())) {
                unique.add(sample);
            } else if (before.milliWh() == sample.milliWh()) {
                find(FindingCode.DUPLICATE, sample.at(), "stands there again; counted once");
            } else {
                find(
                        FindingCode.CONFLICT,
                        sample.at(),
                        "is %s and %s at one time; the first is kept".formatted(wh(before), wh(sample)));
            }
        }
        return unique;
    }

    private List<Flow> rises() {
        List<Flow> rises = new ArrayList<>();
        for (int i = 1; i < samples.size(); i++) {
            Sample last = samples.get(i - 1);
            Sample sample = samples.get(i);
            if (sample.milliWh() >= last.milliWh()) {
                rises.add(flow(last, sample, sample.milliWh() - last.milliWh()));
            }
        }
        return rises;
    }

    private static Flow flow(Sample from, Sample to, long milliWh) {
        return new Flow(from.at(), to.at(), milliWh, from.quality().worse(to.quality()), false);
    }

    private static String wh(Sample sample) {
        return "%d Wh".formatted(sample.milliWh() / 1000);
    }

    private void find(FindingCode code, Instant at, String detail) {
        findings.add(Finding.at(code, meterId, at, direction.word() + " " + detail));
    }

    /** How far apart its samples usually are. */
    static long usualSeconds(List<Sample> samples) {
        List<Long> distances = new ArrayList<>();
        List<Instant> times =
                samples.stream().map(Sample::at).sorted().distinct().toList();
        for (int i = 1; i < times.size(); i++) {
            distances.add(Duration.between(times.get(i - 1), times.get(i)).toSeconds());
        }
        return Plausibility.usualSeconds(distances);
    }
}

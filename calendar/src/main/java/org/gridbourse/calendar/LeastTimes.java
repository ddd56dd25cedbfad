package org.gridbourse.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.record.Phase;

/** How long the phases of a real ledger last at least, by the rulebook's section 9. */
final class LeastTimes {
    static final List<Phase> OF_BASE = List.of(
            Phase.QUOTATION,
            Phase.REVEAL,
            Phase.CLEARED,
            Phase.PREPAYMENT,
            Phase.DELIVERY,
            Phase.SETTLED,
            Phase.CLOSED);
    static final List<Phase> OF_ADDING =
            List.of(Phase.QUOTATION, Phase.REVEAL, Phase.CLEARED, Phase.PREPAYMENT, Phase.JOINED);

    private static final Duration TO_ACT = Duration.ofMinutes(10);
    private static final Duration TO_CONTEST = Duration.ofHours(24);

    private LeastTimes() {}

    static Duration of(Phase phase) {
        return switch (phase) {
            case REVEAL, PREPAYMENT -> TO_ACT;
            case SETTLED -> TO_CONTEST;
            default -> Duration.ZERO;
        };
    }

    /** The times in order; one that a clock change has brought too near to the one before is moved away from it. */
    static SortedMap<Phase, Instant> kept(SortedMap<Phase, Instant> wanted, Instant deliveryEnd) {
        SortedMap<Phase, Instant> kept = new TreeMap<>();
        Instant least = Instant.MIN;
        for (var entry : wanted.entrySet()) {
            Instant time = later(entry.getValue(), least);
            if (entry.getKey() == Phase.SETTLED) {
                time = later(time, deliveryEnd);
            }
            kept.put(entry.getKey(), time);
            least = time.plus(of(entry.getKey()));
        }
        return kept;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}

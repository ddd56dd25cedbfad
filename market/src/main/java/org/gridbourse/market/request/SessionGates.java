package org.gridbourse.market.request;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.record.Phase;

/**
 * When the phases of a session begin at the earliest, derived from its delivery as a real ledger demands it: orders are
 * taken from now on, the gate closes an hour before delivery (where delivery is nearer than two hours, half of the time
 * before it, and never less than 20 minutes), a third of that hour is for revealing and a third for prepaying; it is
 * settled from the end of its last period on and closed a day later. Times are whole seconds.
 *
 * @param now from when on orders are taken
 * @param gate when the gate closes, empty: as above
 * @param start of the first delivery period
 */
public record SessionGates(Instant now, Optional<Instant> gate, Instant start) {
    /** The shortest time in which participants, or the operator's critics, must be able to act. */
    public static final Duration LEAST = Duration.ofMinutes(10);

    /** Between the gate and delivery at least: time to reveal and time to prepay. */
    public static final Duration LEAST_BEFORE_DELIVERY = LEAST.multipliedBy(2);

    /** Between the end of delivery and the end of a session at least, for late readings and objections. */
    public static final Duration OBJECTION = Duration.ofHours(24);

    private static final Duration USUAL_BEFORE_DELIVERY = Duration.ofHours(1);

    public SessionGates {
        now = now.truncatedTo(ChronoUnit.SECONDS);
        Require.that(
                !start.minus(LEAST_BEFORE_DELIVERY).isBefore(now),
                Refusal.SESSION_TIMES_INVALID,
                "delivery begins at %s, it is %s: between the gate and delivery a session needs %s minutes",
                start,
                now,
                LEAST_BEFORE_DELIVERY.toMinutes());
        if (gate.isPresent()) {
            boolean fits = !gate.get().isBefore(now) && !gate.get().isAfter(start.minus(LEAST_BEFORE_DELIVERY));
            Require.that(
                    fits,
                    Refusal.SESSION_TIMES_INVALID,
                    "the gate can close from %s to %s, not at %s",
                    now,
                    start.minus(LEAST_BEFORE_DELIVERY),
                    gate.get());
        }
    }

    /** Of a session with periods of its own, whose last one ends at {@code end}. */
    public SortedMap<Phase, Instant> ofBase(Instant end) {
        SortedMap<Phase, Instant> times = trading(Phase.DELIVERY);
        times.put(Phase.SETTLED, end);
        times.put(Phase.CLOSED, end.plus(OBJECTION));
        return times;
    }

    /** Of a session that adds to another. */
    public SortedMap<Phase, Instant> ofAdding() {
        return trading(Phase.JOINED);
    }

    private SortedMap<Phase, Instant> trading(Phase traded) {
        Instant closes = gate.orElseGet(() -> start.minus(beforeDelivery()));
        Duration span = shorter(USUAL_BEFORE_DELIVERY, Duration.between(closes, start));
        Duration act = longer(LEAST, span.dividedBy(3));
        Instant prepay = closes.plus(span.dividedBy(2)).truncatedTo(ChronoUnit.SECONDS);
        SortedMap<Phase, Instant> times = new TreeMap<>();
        times.put(Phase.QUOTATION, now);
        times.put(Phase.REVEAL, closes);
        times.put(Phase.CLEARED, closes.plus(act).truncatedTo(ChronoUnit.SECONDS));
        times.put(Phase.PREPAYMENT, prepay);
        times.put(traded, prepay.plus(act).truncatedTo(ChronoUnit.SECONDS));
        return times;
    }

    private Duration beforeDelivery() {
        Duration half = Duration.between(now, start).dividedBy(2).truncatedTo(ChronoUnit.SECONDS);
        return shorter(USUAL_BEFORE_DELIVERY, longer(LEAST_BEFORE_DELIVERY, half));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}

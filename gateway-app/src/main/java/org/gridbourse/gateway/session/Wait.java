package org.gridbourse.gateway.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.gridbourse.market.record.Phase;

/**
 * How far the waiting in a phase has come. Only time counts in which participants could act: an outage of the network, of
 * the chaincode or of this instance is nobody's silence.
 *
 * @param phase in which the session stood
 * @param awaited how long somebody was waited for who could act
 * @param silent how long of it, at its end, nothing came
 * @param lookedAt when that was last seen
 */
record Wait(Phase phase, Duration awaited, Duration silent, Instant lookedAt) {

    /**
     * How long is waited.
     *
     * @param from nothing before counts
     * @param silence after which nobody is waited for any more
     * @param most after which nobody is waited for in any case
     */
    record Patience(Instant from, Duration silence, Duration most) {}

    static Wait beginning(Phase phase, Instant now) {
        return new Wait(phase, Duration.ZERO, Duration.ZERO, now);
    }

    /**
     * What has passed since the last look.
     *
     * @param between the longest time between two looks of an instance that runs
     * @param lastActivity when something came in last
     */
    Wait on(Instant now, Duration between, Patience patience, Optional<Instant> lastActivity) {
        Instant counted = lookedAt.isAfter(patience.from()) ? lookedAt : patience.from();
        if (!now.isAfter(counted)) {
            return new Wait(phase, awaited, silent, now);
        }
        Duration passed = Duration.between(counted, now);
        if (passed.compareTo(between) > 0) {
            return interrupted(now, patience);
        }
        boolean heard = lastActivity.filter(at -> at.isAfter(lookedAt)).isPresent();
        return new Wait(phase, awaited.plus(passed), heard ? Duration.ZERO : silent.plus(passed), now);
    }

    /** Nobody could act: silence begins anew, and there is time left for as long a silence. */
    Wait interrupted(Instant now, Patience patience) {
        Duration kept = patience.most().minus(patience.silence());
        Duration rest = kept.isNegative() ? Duration.ZERO : kept;
        return new Wait(phase, awaited.compareTo(rest) < 0 ? awaited : rest, Duration.ZERO, now);
    }

    /** How much longer is waited, if nothing comes; zero or less: no longer. */
    Duration left(Patience patience) {
        Duration untilSilent = patience.silence().minus(silent);
        Duration untilEnd = patience.most().minus(awaited);
        return untilSilent.compareTo(untilEnd) < 0 ? untilSilent : untilEnd;
    }
}

package org.gridbourse.cli.demo;

import java.util.SplittableRandom;

/** One seed for the whole demo, one of its own for each participant. */
final class Seeds {
    private Seeds() {}

    /** The participant's seed; it depends on nobody else, so that a neighbour more or less changes nothing. */
    static long of(long seed, String participantId) {
        return new SplittableRandom(seed ^ ((long) participantId.hashCode() << 32)).nextLong(Integer.MAX_VALUE);
    }
}

package org.gridbourse.programs;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Bounded waits that say what they wait for. */
public final class Waiting {
    private static final long PAUSE_MILLIS = 50;

    private Waiting() {}

    /** Returns as soon as the condition holds; gives up after the limit with what was waited for. */
    public static void until(BooleanSupplier condition, Duration limit, String what) {
        if (!isTrueWithin(limit, condition)) {
            throw new SurroundingsException("waited %d s in vain for %s".formatted(limit.toSeconds(), what));
        }
    }

    /** Whether the condition comes to hold within the limit. */
    public static boolean isTrueWithin(Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause();
        }
        return true;
    }

    public static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SurroundingsException("interrupted", e);
        }
    }
}

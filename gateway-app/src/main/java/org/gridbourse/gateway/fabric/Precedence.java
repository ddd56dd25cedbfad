package org.gridbourse.gateway.fabric;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Phase changes go before payments. Both write accounts, so that a flood of payments into one wallet would make every step
 * of a change a conflict, and each would have to be made anew.
 */
final class Precedence {
    /** A change of 10 000 participants takes a minute; a payment is not held up for ever by one that hangs. */
    private static final Duration MOST = Duration.ofMinutes(1);

    private int changes;

    synchronized void begin() {
        changes++;
    }

    synchronized void end() {
        changes--;
        notifyAll();
    }

    /** Waits until no phase is being changed. */
    synchronized void giveWay() {
        long end = System.nanoTime() + MOST.toNanos();
        try {
            while (changes > 0 && System.nanoTime() < end) {
                TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new NetworkUnavailableException("stopped while a phase was being changed", stopping);
        }
    }
}

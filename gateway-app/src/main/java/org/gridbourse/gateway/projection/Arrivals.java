package org.gridbourse.gateway.projection;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.springframework.context.event.EventListener;

/** Lets a caller wait until what it wrote to the ledger can be read from this instance. */
public final class Arrivals {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LedgerView view;

    Arrivals(LedgerView view) {
        this.view = view;
    }

    /** Returns when the record is there; after a while also without it, since it is on the ledger in any case. */
    public void await(String recordKey) {
        await(() -> view.has(recordKey));
    }

    private synchronized void await(BooleanSupplier arrived) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!arrived.getAsBoolean() && System.nanoTime() < end) {
                wait(PATIENCE.toMillis());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @EventListener
    synchronized void onLedgerAdvanced(LedgerAdvanced advanced) {
        notifyAll();
    }
}

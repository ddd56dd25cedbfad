package org.gridbourse.gateway.work;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Lets one of several instances on one database lead, and another one take over when it is gone. An instance that has
 * lost the right to lead ends, whatever it was doing; started again it stands by.
 */
public final class Leadership implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Leadership.class);
    private static final Duration LOOK = Duration.ofMillis(1_500);
    private static final int SURROUNDINGS_MISSING = 3;

    private final Lease lease;
    private final boolean alone;
    private final List<LeaderWork> work;
    private final ApplicationEventPublisher listeners;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean leading;
    private volatile boolean running;
    private long heldNanos;

    /** @param alone whether nobody else can use the database, as with a file of this instance's own */
    Leadership(Lease lease, boolean alone, List<LeaderWork> work, ApplicationEventPublisher listeners) {
        this.lease = lease;
        this.alone = alone;
        this.work = List.copyOf(work);
        this.listeners = listeners;
    }

    public boolean isLeading() {
        return leading;
    }

    @Override
    public void start() {
        running = true;
        if (alone) {
            lead();
            return;
        }
        look();
        if (!leading) {
            log.info("another instance leads; this one stands by");
            listeners.publishEvent(new StandsBy());
        }
        thread.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            boolean held = lease.hold();
            if (held) {
                heldNanos = System.nanoTime();
            }
            if (held && !leading) {
                lead();
            } else if (!held && leading) {
                end("another instance leads now");
            }
        } catch (RuntimeException problem) {
            log.warn("the lease cannot be renewed: {}", problem.getMessage());
            if (leading && System.nanoTime() - heldNanos > Lease.LENGTH.toNanos()) {
                end("the lease could not be renewed in time");
            }
        }
    }

    private void lead() {
        leading = true;
        if (!alone) {
            log.info("this instance leads");
        }
        work.forEach(LeaderWork::start);
    }

    /** At once: another instance may be at the same work. */
    private static void end(String why) {
        log.error("{}: this one ends", why);
        Runtime.getRuntime().halt(SURROUNDINGS_MISSING);
    }

    @Override
    public void stop() {
        running = false;
        thread.shutdownNow();
        work.forEach(LeaderWork::stop);
        if (leading && !alone) {
            try {
                lease.release();
            } catch (RuntimeException away) {
                log.debug("the lease ends by itself", away);
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

package org.gridbourse.gateway.work;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * A piece of work that looks itself what there is to do. Pokes while it runs make it run once more, never twice at a
 * time; after a failure it runs again by itself, a little later each time.
 */
public final class Repeating {
    private static final Logger log = LoggerFactory.getLogger(Repeating.class);
    private static final ExponentialBackOff PAUSES = Pauses.upTo(Duration.ofMillis(200), Duration.ofSeconds(5));

    private final String name;
    private final ScheduledExecutorService threads;
    private final Runnable work;
    private final AtomicInteger pokes = new AtomicInteger();
    private volatile BackOffExecution pauses = PAUSES.start();
    private volatile String trouble = "";
    private ScheduledFuture<?> timer;

    public Repeating(String name, ScheduledExecutorService threads, Runnable work) {
        this.name = name;
        this.threads = threads;
        this.work = work;
    }

    /** Says that there may be something to do. */
    public void poke() {
        if (pokes.getAndIncrement() == 0) {
            execute();
        }
    }

    /** Pokes itself after that time; of several such times the earliest counts. */
    public synchronized void pokeAfter(Duration delay) {
        long nanos = delay.toNanos();
        if (timer != null && !timer.isDone()) {
            if (timer.getDelay(TimeUnit.NANOSECONDS) <= nanos) {
                return;
            }
            timer.cancel(false);
        }
        try {
            timer = threads.schedule(this::poke, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopping) {
            log.debug("{} is stopping", name);
        }
    }

    private void execute() {
        try {
            threads.execute(this::run);
        } catch (RejectedExecutionException stopping) {
            log.debug("{} is stopping", name);
        }
    }

    private void run() {
        int seen = pokes.get();
        try {
            work.run();
            pauses = PAUSES.start();
            trouble = "";
        } catch (RuntimeException | LinkageError | StackOverflowError problem) {
            note(problem);
            pokeAfter(Duration.ofMillis(pauses.nextBackOff()));
        }
        if (pokes.addAndGet(-seen) > 0) {
            execute();
        }
    }

    /** The same trouble is told once. */
    private void note(Throwable problem) {
        String message = problem instanceof Error ? problem.toString() : String.valueOf(problem.getMessage());
        if (!message.equals(trouble)) {
            trouble = message;
            log.warn("{}: {}; trying again", name, message);
        }
        log.debug("{}", name, problem);
    }
}

package org.gridbourse.gateway.work;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A leader's work on one thread, which looks itself what there is to do whenever something may have happened. */
public abstract class RepeatingWork implements LeaderWork {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final String name;
    private volatile Repeating repeating;
    private volatile boolean running;

    /** @param name as logs call it */
    protected RepeatingWork(String name) {
        this.name = name;
    }

    /** Does what there is to do; after a failure it is called again, a little later each time. */
    protected abstract void look();

    /** Says that there may be something to do; nothing before the start. */
    protected final void poke() {
        if (running) {
            repeating.poke();
        }
    }

    /** Looks again after that time; of several such times the earliest counts. */
    protected final void pokeAfter(Duration delay) {
        repeating.pokeAfter(delay);
    }

    @Override
    public void start() {
        repeating = new Repeating(name, thread, this::look);
        running = true;
        poke();
    }

    @Override
    public void stop() {
        running = false;
        thread.shutdownNow();
    }

    @Override
    public final boolean isRunning() {
        return running;
    }
}

package org.gridbourse.gateway.projection;

import java.time.Duration;
import org.gridbourse.gateway.fabric.MarketEvents;
import org.gridbourse.gateway.work.LeaderWork;
import org.gridbourse.gateway.work.Pauses;
import org.hyperledger.fabric.client.ChaincodeEvent;
import org.hyperledger.fabric.client.CloseableIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Reads the contract's events, one after the other, into the database, from where it stopped. Streams end when a peer
 * does; then it connects again, a little later each time.
 */
public final class EventListener implements LeaderWork {
    private static final Logger log = LoggerFactory.getLogger(EventListener.class);
    private static final ExponentialBackOff PAUSES = Pauses.upTo(Duration.ofMillis(250), Duration.ofSeconds(5));

    private final MarketEvents events;
    private final Projector projector;
    private final ApplicationEventPublisher listeners;
    private volatile boolean running;
    private volatile String trouble = "not connected yet";
    private volatile CloseableIterator<ChaincodeEvent> stream;
    private BackOffExecution pauses = PAUSES.start();

    public EventListener(MarketEvents events, Projector projector, ApplicationEventPublisher listeners) {
        this.events = events;
        this.projector = projector;
        this.listeners = listeners;
    }

    /** Why no events come in at present; empty while the stream is open. */
    public String trouble() {
        return trouble;
    }

    @Override
    public void start() {
        running = true;
        Thread thread = new Thread(this::listen, "ledger-events");
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        while (running) {
            try {
                readUntilTheStreamEnds();
            } catch (RuntimeException problem) {
                note(problem);
            }
            rest(pauses.nextBackOff());
        }
    }

    private void readUntilTheStreamEnds() {
        try (CloseableIterator<ChaincodeEvent> open = events.after(projector.checkpoint())) {
            stream = open;
            trouble = "";
            listeners.publishEvent(new StreamOpened());
            while (running && open.hasNext()) {
                LedgerAdvanced advanced = projector.apply(open.next());
                pauses = PAUSES.start();
                listeners.publishEvent(advanced);
            }
        }
    }

    private void note(RuntimeException problem) {
        if (running) {
            if (trouble.isEmpty()) {
                listeners.publishEvent(new StreamLost());
            }
            trouble = String.valueOf(problem.getMessage());
            log.warn("ledger events: {}; trying again", trouble);
            log.debug("ledger events", problem);
        }
    }

    private void rest(long millis) {
        try {
            Thread.sleep(running ? millis : 0);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    @Override
    public void stop() {
        running = false;
        CloseableIterator<ChaincodeEvent> open = stream;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

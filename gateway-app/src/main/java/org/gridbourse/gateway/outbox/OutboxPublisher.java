package org.gridbourse.gateway.outbox;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.gridbourse.gateway.projection.LedgerAdvanced;
import org.gridbourse.gateway.work.LeaderWork;
import org.gridbourse.gateway.work.Repeating;
import org.springframework.context.event.EventListener;

/**
 * Carries the outbox to a topic of Kafka, each event once and in ledger order, whatever is killed in between. Brokers that
 * are away are waited for; the outbox keeps what they do not have yet.
 */
final class OutboxPublisher implements LeaderWork {
    private static final int BATCH = 200;

    private final OutboxTable outbox;
    private final Supplier<EventTopic> opener;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final Repeating work = new Repeating("outbox-publisher", thread, this::publish);
    private volatile boolean running;
    private Optional<EventTopic> topic = Optional.empty();
    private long position;

    OutboxPublisher(OutboxTable outbox, Supplier<EventTopic> opener) {
        this.outbox = outbox;
        this.opener = opener;
    }

    @Override
    public void start() {
        running = true;
        work.poke();
    }

    @EventListener
    void onLedgerAdvanced(LedgerAdvanced advanced) {
        work.poke();
    }

    private void publish() {
        if (!running) {
            return;
        }
        try {
            EventTopic open = open();
            for (List<OutboxRow> rows = outbox.after(position, BATCH);
                    !rows.isEmpty();
                    rows = outbox.after(position, BATCH)) {
                open.write(rows);
                OutboxRow last = rows.get(rows.size() - 1);
                position = last.position();
                outbox.noteDelivered(last.transactionId());
            }
        } catch (RuntimeException problem) {
            // whether the last ones are there is asked anew
            close();
            throw problem;
        }
    }

    private EventTopic open() {
        if (topic.isEmpty()) {
            EventTopic opened = opener.get();
            topic = Optional.of(opened);
            Optional<String> last = opened.last().or(outbox::lastDelivered);
            position = last.map(this::positionOf).orElse(0L);
        }
        return topic.get();
    }

    /** A database that was lost is filled anew from the ledger: what it has not got to is in the topic already. */
    private long positionOf(String transactionId) {
        return outbox.position(transactionId)
                .orElseThrow(() -> new IllegalStateException(
                        "the topic's last event %s is not in the outbox yet".formatted(transactionId)));
    }

    private void close() {
        topic.ifPresent(EventTopic::close);
        topic = Optional.empty();
    }

    @Override
    public void stop() {
        running = false;
        thread.shutdownNow();
        close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

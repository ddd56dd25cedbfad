package org.gridbourse.gateway.agent;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.gridbourse.gateway.projection.LedgerAdvanced;
import org.gridbourse.gateway.projection.StreamOpened;
import org.gridbourse.gateway.work.LeaderWork;
import org.gridbourse.gateway.work.Repeating;
import org.gridbourse.node.trading.NodeAgent;
import org.springframework.context.event.EventListener;

/** Lets every node of this instance act whenever the ledger has moved, all side by side. */
final class NodeAgents implements LeaderWork {
    private static final int THREADS_MAX = 16;
    private static final Duration LOOK = Duration.ofSeconds(30);

    private final ScheduledExecutorService threads;
    private final List<Repeating> work;
    private volatile boolean running;

    NodeAgents(List<NodeAgent> agents) {
        threads = Executors.newScheduledThreadPool(Math.max(1, Math.min(THREADS_MAX, agents.size())));
        work = agents.stream()
                .map(agent -> new Repeating(agent.participantId(), threads, agent::act))
                .toList();
    }

    @Override
    public void start() {
        running = true;
        // periods begin without a word of the ledger
        threads.scheduleWithFixedDelay(() -> work.forEach(Repeating::poke), 0, LOOK.toSeconds(), TimeUnit.SECONDS);
    }

    @EventListener
    void onStreamOpened(StreamOpened opened) {
        if (running) {
            work.forEach(Repeating::poke);
        }
    }

    @EventListener
    void onLedgerAdvanced(LedgerAdvanced advanced) {
        if (running && advanced.sessionId().isPresent()) {
            work.forEach(Repeating::poke);
        }
    }

    @Override
    public void stop() {
        running = false;
        threads.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

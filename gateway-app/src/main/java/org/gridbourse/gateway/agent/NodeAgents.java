package org.gridbourse.gateway.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.gridbourse.gateway.projection.LedgerAdvanced;
import org.gridbourse.gateway.work.Repeating;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;

/** Lets every node of this instance act whenever the ledger has moved, all side by side. */
final class NodeAgents implements SmartLifecycle {
    private static final int THREADS_MAX = 16;

    private final List<NodeAgent> agents;
    private final List<Repeating> work = new ArrayList<>();
    private ScheduledExecutorService threads;

    NodeAgents(List<NodeAgent> agents) {
        this.agents = List.copyOf(agents);
    }

    @Override
    public void start() {
        threads = Executors.newScheduledThreadPool(Math.max(1, Math.min(THREADS_MAX, agents.size())));
        for (NodeAgent agent : agents) {
            work.add(new Repeating(agent.participantId(), threads, agent::act));
        }
        work.forEach(Repeating::poke);
    }

    @EventListener
    void onLedgerAdvanced(LedgerAdvanced advanced) {
        if (advanced.sessionId().isPresent()) {
            work.forEach(Repeating::poke);
        }
    }

    @Override
    public void stop() {
        threads.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return threads != null && !threads.isShutdown();
    }
}

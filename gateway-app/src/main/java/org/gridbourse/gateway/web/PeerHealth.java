package org.gridbourse.gateway.web;

import org.gridbourse.gateway.fabric.FabricConnection;
import org.gridbourse.gateway.projection.EventListener;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the organisation's own peer can be reached and sends events; an instance that stands by asks for none. */
@Component("peer")
class PeerHealth implements HealthIndicator {
    private final FabricConnection connection;
    private final EventListener events;

    PeerHealth(FabricConnection connection, EventListener events) {
        this.connection = connection;
        this.events = events;
    }

    @Override
    public Health health() {
        if (!events.isRunning()) {
            return Health.up().withDetail("role", "stands by").build();
        }
        String trouble = events.trouble();
        boolean up = connection.ready() && trouble.isEmpty();
        Health.Builder health = up ? Health.up() : Health.down();
        return trouble.isEmpty()
                ? health.build()
                : health.withDetail("trouble", trouble).build();
    }
}

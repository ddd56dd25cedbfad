package org.gridbourse.gateway.web;

import org.gridbourse.gateway.fabric.MarketContract;
import org.gridbourse.gateway.projection.Checkpoint;
import org.gridbourse.gateway.projection.Projector;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** How far the projection is behind the blocks in which this instance knows its own transactions to be. */
@Component("projection")
class ProjectionHealth implements HealthIndicator {
    private final Projector projector;
    private final MarketContract contract;

    ProjectionHealth(Projector projector, MarketContract contract) {
        this.projector = projector;
        this.contract = contract;
    }

    @Override
    public Health health() {
        long block = projector.checkpoint().map(Checkpoint::blockNumber).orElse(-1L);
        return Health.up()
                .withDetail("block", block)
                .withDetail("blocksBehind", Math.max(0, contract.committedHeight() - block))
                .build();
    }
}

package org.gridbourse.gateway.story;

import java.time.InstantSource;
import org.gridbourse.gateway.projection.Projector;
import org.gridbourse.gateway.projection.Remark;
import org.springframework.context.event.EventListener;

/** Brings what this instance remarks into the story, between two events of the ledger. */
final class RemarkListener {
    private final Storyteller storyteller;
    private final Projector projector;
    private final InstantSource clock;

    RemarkListener(Storyteller storyteller, Projector projector, InstantSource clock) {
        this.storyteller = storyteller;
        this.projector = projector;
        this.clock = clock;
    }

    @EventListener
    void onRemark(Remark remark) {
        projector.between(() -> storyteller.add(remark, clock.instant()));
    }
}

package org.gridbourse.gateway.agent;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.gateway.fabric.FabricConnection;
import org.gridbourse.gateway.projection.Checkpoint;
import org.gridbourse.gateway.projection.EventListener;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.projection.Projector;
import org.gridbourse.gateway.settings.GatewaySettings;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says which organisation this instance serves, on which network, how far it has read the ledger, how far its nodes are. */
@Tag(name = "Instance")
@RestController
class InstanceController {
    private final GatewaySettings settings;
    private final FabricConnection connection;
    private final Projector projector;
    private final EventListener events;
    private final AgentController agents;
    private final LedgerView view;

    InstanceController(
            GatewaySettings settings,
            FabricConnection connection,
            Projector projector,
            EventListener events,
            AgentController agents,
            LedgerView view) {
        this.view = view;
        this.settings = settings;
        this.connection = connection;
        this.projector = projector;
        this.events = events;
        this.agents = agents;
    }

    /**
     * @param network embedded or fabric
     * @param simulated whether the ledger is: its delivery hours are no hours of the day
     * @param projectionBlock block of the last event in the database; -1: none yet
     * @param trouble why no events come in; empty while all is well
     */
    record Instance(
            String organisation,
            String network,
            String channel,
            String chaincode,
            boolean simulated,
            long projectionBlock,
            String trouble,
            List<AgentController.Agent> agents) {}

    @GetMapping("/api/instance")
    Instance instance() {
        ConnectionFile profile = connection.profile();
        Optional<Checkpoint> checkpoint = projector.checkpoint();
        return new Instance(
                settings.organisation(),
                profile.network(),
                profile.channel(),
                profile.chaincode(),
                view.isSimulated(),
                checkpoint.map(Checkpoint::blockNumber).orElse(-1L),
                events.trouble(),
                agents.agents());
    }
}

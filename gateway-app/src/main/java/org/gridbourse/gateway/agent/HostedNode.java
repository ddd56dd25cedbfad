package org.gridbourse.gateway.agent;

import java.util.List;
import java.util.function.Supplier;
import org.gridbourse.gateway.settings.AgentSettings;
import org.gridbourse.node.simulation.SimulatedMeter;
import org.gridbourse.node.trading.NodeAgent;
import org.gridbourse.optimizer.Site;

/** A node that lives in this instance, with its journal and its meter. */
record HostedNode(
        AgentSettings settings,
        Site site,
        SimulatedMeter meter,
        AgentJournal journal,
        Supplier<List<String>> sessions,
        NodeAgent agent) {

    String participantId() {
        return settings.participantId();
    }
}

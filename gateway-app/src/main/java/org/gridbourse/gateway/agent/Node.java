package org.gridbourse.gateway.agent;

import org.gridbourse.gateway.fabric.WalletIdentity;
import org.gridbourse.gateway.settings.AgentSettings;

/**
 * A node of this instance: who it is, what is behind its meter, and the keys it acts with.
 *
 * @param prosumer signs its orders
 * @param collector hands in its meter's readings
 */
record Node(
        AgentSettings settings,
        WalletIdentity prosumer,
        WalletIdentity collector,
        DayPlanner planner,
        SimulatedMeter meter) {

    String participantId() {
        return settings.participantId();
    }
}

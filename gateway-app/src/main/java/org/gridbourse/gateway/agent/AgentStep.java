package org.gridbourse.gateway.agent;

/** What a node has to do in a session, in order. */
enum AgentStep {
    COMMIT,
    REVEAL,
    PREPAY,
    DELIVER
}

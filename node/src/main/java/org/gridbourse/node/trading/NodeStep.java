package org.gridbourse.node.trading;

/** What a node has to do in a session, in order. */
public enum NodeStep {
    COMMIT,
    REVEAL,
    PREPAY,
    STEER,
    DELIVER
}

package org.gridbourse.node.trading;

/** Whether a node takes a step that is its turn; one whose owner holds the key orders nothing, demonstrations leave more out. */
@FunctionalInterface
public interface Conduct {
    /** Takes every step. */
    Conduct FAITHFUL = (sessionId, step) -> true;

    boolean takes(String sessionId, NodeStep step);
}

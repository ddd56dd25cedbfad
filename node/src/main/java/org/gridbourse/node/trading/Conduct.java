package org.gridbourse.node.trading;

/** Whether a node takes a step that is its turn; only demonstrations leave one out. */
@FunctionalInterface
public interface Conduct {
    /** Takes every step. */
    Conduct FAITHFUL = (sessionId, step) -> true;

    boolean takes(String sessionId, NodeStep step);
}

package org.gridbourse.node.trading;

/** Whether a node takes a step that is its turn; only demonstrations, and nodes whose meter reports elsewhere, leave one out. */
@FunctionalInterface
public interface Conduct {
    /** Takes every step. */
    Conduct FAITHFUL = (sessionId, step) -> true;

    boolean takes(String sessionId, NodeStep step);
}

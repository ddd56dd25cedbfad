package org.gridbourse.node.trading;

import java.util.List;

/**
 * A node: who it is, what it knows of itself, and how it orders.
 *
 * @param sessions in which it takes part
 */
public record Node(
        String participantId, List<String> sessions, DayPlanner planner, LimitMargins limitMargins, Conduct conduct) {
    public Node {
        sessions = List.copyOf(sessions);
    }

    /** What connects a node with the world. */
    public record Ports(DayForecasts forecasts, SignedReadings meter, LedgerAccess market, NodeJournal journal) {}
}

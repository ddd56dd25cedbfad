package org.gridbourse.node.trading;

import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.gridbourse.node.rule.MeterFeed;
import org.gridbourse.node.rule.SureOrders;

/**
 * A node: who it is, what it knows of itself, and how it orders.
 *
 * @param sessions in which it takes part; asked each time, since others are announced
 * @param orders asked each time, since the owner may change his rule any time
 * @param trades whether it trades for its owner; for one who does so himself it ends what it has begun, and delivers
 */
public record Node(
        String participantId,
        Supplier<List<String>> sessions,
        DayPlanner planner,
        Supplier<SureOrders> orders,
        BooleanSupplier trades,
        Conduct conduct) {
    /** What connects a node with the world. */
    public record Ports(
            DayForecasts forecasts,
            SignedReadings meter,
            LedgerAccess market,
            NodeJournal journal,
            MeterFeed measured,
            Devices devices,
            InstantSource clock) {}
}

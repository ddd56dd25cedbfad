package org.gridbourse.node.trading;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.SessionRecord;

/** What one node decided, on disk before it is sent, so that after a restart the same is sent again. */
public interface NodeJournal {
    Optional<SealedOrders> sealedOrders(String sessionId);

    void keep(String sessionId, SealedOrders sealed);

    /** Forgets orders that the ledger has refused, so that others can be made. */
    void discard(String sessionId, SealedOrders sealed);

    List<MeterReading> readings(String meterId, SessionRecord session);

    void keep(List<MeterReading> readings);

    Optional<StepResult> result(String sessionId, NodeStep step);

    void note(String sessionId, StepResult result);
}

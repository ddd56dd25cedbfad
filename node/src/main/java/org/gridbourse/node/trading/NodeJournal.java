package org.gridbourse.node.trading;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.node.rule.Decision;
import org.gridbourse.node.trading.SignedReadings.Measured;

/** What one node decided and measured, on disk before it is sent, so that after a restart the same is sent again. */
public interface NodeJournal {
    /** Keeps what it decided for each period of a session, so that its owner can ask why. */
    void keep(String sessionId, List<Decision> decisions);

    Optional<SealedOrders> sealedOrders(String sessionId);

    void keep(String sessionId, SealedOrders sealed);

    /** Forgets orders that the ledger has refused, so that others can be made. */
    void discard(String sessionId, SealedOrders sealed);

    /** The readings of a session, in order of their periods. */
    List<KeptReading> readings(String meterId, SessionRecord session);

    /** The meter's last reading of all that were kept, with its registers and its counter. */
    Optional<LastReading> lastReading(String meterId);

    /** Keeps all that was measured in a session, or nothing of it. */
    void keep(SessionRecord session, Measured measured);

    /** Notes how handing in a reading ended: {@link KeptReading#ACCEPTED}, or the code of a refusal. */
    void note(MeterReading reading, String outcome);

    /** What the storages held at the end of the last session that ended by then, by name; empty where none is known. */
    Map<String, Double> stateOfCharge(Instant time);

    /** What the storages will hold at the end of a session as planned; what is measured then replaces it. */
    void expect(SessionRecord session, Map<String, Double> stateOfCharge);

    Optional<StepResult> result(String sessionId, NodeStep step);

    void note(String sessionId, StepResult result);
}

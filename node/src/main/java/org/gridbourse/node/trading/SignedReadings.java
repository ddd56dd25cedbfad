package org.gridbourse.node.trading;

import java.util.List;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.RegisterState;
import org.gridbourse.market.record.SessionRecord;

/** Where the signed readings of a node's meter come from. */
public interface SignedReadings {
    String meterId();

    /**
     * The signed readings of a session, one at the end of each period.
     *
     * @param tradedWh what the node owes per period, bought positive, sold negative; a real meter does not care
     * @param last the reading before, as the ledger knows it
     */
    List<MeterReading> readings(SessionRecord session, long[] tradedWh, RegisterState last);
}

package org.gridbourse.node.trading;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.SessionRecord;

/** Where the signed readings of a node's meter come from. */
public interface SignedReadings {
    String meterId();

    /**
     * The signed readings of a session that are there by now, of its start and of the end of each period, except those
     * that are known.
     *
     * @param tradedWh what the node owes per period, bought positive, sold negative; a real meter does not care
     * @param before what meter and storages showed before
     * @param known periods of which it has a reading; -1 is the start
     */
    Measured readings(SessionRecord session, long[] tradedWh, Before before, Set<Integer> known);

    /**
     * A site before a session.
     *
     * @param sequence the meter's counter at its last reading
     * @param stateOfCharge by storage, 0 to 1; a storage that is not named is as the site says
     */
    record Before(Registers registers, long sequence, Map<String, Double> stateOfCharge) {
        public Before {
            stateOfCharge = Map.copyOf(stateOfCharge);
        }
    }

    /**
     * What was measured in a session.
     *
     * @param stateOfCharge at its end, by storage, 0 to 1
     */
    record Measured(List<MeterReading> readings, Map<String, Double> stateOfCharge) {
        public Measured {
            readings = List.copyOf(readings);
            stateOfCharge = Map.copyOf(stateOfCharge);
        }
    }
}

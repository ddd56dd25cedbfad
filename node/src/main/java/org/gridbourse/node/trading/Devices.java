package org.gridbourse.node.trading;

import java.util.List;
import org.gridbourse.node.rule.Setpoint;

/** Port: the devices of a site, which do what they are told. */
@FunctionalInterface
public interface Devices {
    /** A site whose devices nobody tells anything. */
    Devices NONE = setpoints -> {};

    /**
     * Tells what to do, in order of time; of two for the same time the later one told counts.
     *
     * @throws NotReadyException if they cannot be reached now
     */
    void tell(List<Setpoint> setpoints);
}

package org.gridbourse.node.rule;

import java.util.Map;

/** Port: what was measured last. */
public interface MeterFeed {
    /** State of charge by the storage's name, 0 to 1; a storage that is not named was not measured. */
    Map<String, Double> stateOfCharge();
}

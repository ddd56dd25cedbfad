package org.gridbourse.optimizer;

/** A load whose energy is fixed and whose time is not. What cannot be served of it is named in the plan's warnings. */
public sealed interface FlexibleLoad permits Vehicle, DeferrableBlock {
    /** Unique among the devices of its site. */
    String name();
}

package org.gridbourse.node.meter;

import java.time.Instant;

/**
 * What a register showed at one time.
 *
 * @param unit in which it counts, which says where its digits end
 */
record Sample(Instant at, long milliWh, Quality quality, EnergyUnit unit) {}

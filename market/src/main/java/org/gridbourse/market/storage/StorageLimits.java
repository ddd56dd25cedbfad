package org.gridbourse.market.storage;

import org.gridbourse.market.quantity.Energy;

/**
 * What a participant's connection and class allow in each period.
 *
 * @param importLimit registered import limit
 * @param exportLimit registered export limit
 * @param classVolume order volume that the credit class allows
 */
public record StorageLimits(Energy importLimit, Energy exportLimit, Energy classVolume) {}

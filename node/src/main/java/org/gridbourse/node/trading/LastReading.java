package org.gridbourse.node.trading;

import org.gridbourse.market.delivery.Registers;

/**
 * What a meter showed at its last reading.
 *
 * @param sequence its counter then
 */
public record LastReading(Registers registers, long sequence) {}

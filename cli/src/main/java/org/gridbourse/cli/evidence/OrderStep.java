package org.gridbourse.cli.evidence;

import org.gridbourse.market.order.Side;

/** One step of a revealed order. */
public record OrderStep(
        String sessionId, int period, String participantId, Side side, long quantityWh, long limitPriceMicroPerKwh) {}

package org.gridbourse.node.rule;

import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;

/**
 * What a node will have over (SELL) or lack (BUY) in one period; never zero.
 *
 * @param planned as it expects
 * @param sure of it, by the quantiles of its forecast errors; at most {@code planned}
 */
record NetPosition(int period, Side side, Energy planned, Energy sure) {
    NetPosition {
        if (planned.isZero() || sure.compareTo(planned) > 0) {
            throw new IllegalArgumentException(
                    "period %d: planned (%s) must not be zero, sure (%s) not more".formatted(period, planned, sure));
        }
    }
}

package org.gridbourse.node.trading;

import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;

/** What a node will have over (SELL) or lack (BUY) in one period; never zero. */
record NetPosition(int period, Side side, Energy energy) {
    NetPosition {
        if (energy.isZero()) {
            throw new IllegalArgumentException("energy of period %d must not be zero".formatted(period));
        }
    }

    NetPosition atMost(Energy limit) {
        return new NetPosition(period, side, energy.min(limit));
    }
}

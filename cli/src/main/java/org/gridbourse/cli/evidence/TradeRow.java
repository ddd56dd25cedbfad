package org.gridbourse.cli.evidence;

import org.gridbourse.market.record.TradeStatus;
import org.gridbourse.market.trade.Trade;

/** One trade and what became of it. */
public record TradeRow(String sessionId, int period, Trade trade, TradeStatus status) {

    /** Whether the trade binds its parties; a void one no longer does. */
    public boolean stands() {
        return status.stands();
    }

    public long quantityWh() {
        return trade.quantity().wh();
    }
}

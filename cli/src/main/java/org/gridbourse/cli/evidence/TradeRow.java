package org.gridbourse.cli.evidence;

/** One trade and what became of it. */
public record TradeRow(
        String sessionId,
        int period,
        String tradeId,
        String buyer,
        String seller,
        long quantityWh,
        long priceMicroPerKwh,
        Status status) {
    /** What became of a trade. */
    public enum Status {
        CLEARED,
        PREPAID,
        VOID,
        SETTLED
    }

    /** Whether the trade binds its parties; a void one no longer does. */
    public boolean stands() {
        return status != Status.VOID;
    }
}

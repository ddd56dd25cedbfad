package org.gridbourse.market.order;

import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.quantity.UnitPrice;

/** The direction of a market quantity: a bid to buy or an offer to sell. */
public enum Side {
    BUY,
    SELL;

    public Side other() {
        return this == BUY ? SELL : BUY;
    }

    /** Whether the other side would rather have {@code price} than {@code reference}: a higher bid, a lower offer. */
    public boolean isBetter(UnitPrice price, UnitPrice reference) {
        int comparison = price.compareTo(reference);
        return this == BUY ? comparison > 0 : comparison < 0;
    }

    /** The side of this name, exactly as written; any other text is refused. */
    public static Side named(String name) {
        return switch (name) {
            case "BUY" -> BUY;
            case "SELL" -> SELL;
            default ->
                throw new RefusedException(Refusal.SIDE_UNKNOWN, "side '%s' must be BUY or SELL".formatted(name));
        };
    }
}

package org.gridbourse.node.rule;

import java.util.Optional;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;

/**
 * What an owner sets once and changes any time; the node orders within it.
 *
 * @param buyAtMost the highest price of a kWh from peers; empty: up to what the grid would cost
 * @param sellAtLeast the lowest price of a kWh to peers; empty: from what the grid would pay
 * @param dailyLimit the most that the orders of one session may cost, grid fees included; empty: no limit
 */
public record StandingRule(
        Mode mode, Optional<UnitPrice> buyAtMost, Optional<UnitPrice> sellAtLeast, Optional<Money> dailyLimit) {

    /** Who orders. */
    public enum Mode {
        /** The node, in every session. */
        AUTOMATIC,
        /** The owner; the node only proposes. */
        MANUAL,
        /** Nobody. */
        OFF
    }

    public StandingRule {
        if (dailyLimit.isPresent() && dailyLimit.get().isNegative()) {
            throw new IllegalArgumentException("dailyLimit (%s) must not be negative".formatted(dailyLimit.get()));
        }
    }

    /** Follows the tariff, automatically, without limits. */
    public static StandingRule followTariff() {
        return new StandingRule(Mode.AUTOMATIC, Optional.empty(), Optional.empty(), Optional.empty());
    }
}

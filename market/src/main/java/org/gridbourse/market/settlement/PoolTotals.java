package org.gridbourse.market.settlement;

import java.util.Optional;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.trade.Trade;

/**
 * First pass over a period: what all participants bring together. It grows participant by participant, in any order, so
 * that it can be carried from chunk to chunk.
 *
 * @param need sum of what is missing
 * @param offer sum of what is extra
 * @param traded Wh of all trades of the period that are not void
 * @param value their quantity x price
 */
public record PoolTotals(Energy need, Energy offer, Energy traded, Money value) {
    public static final PoolTotals NOTHING = new PoolTotals(Energy.ZERO, Energy.ZERO, Energy.ZERO, Money.ZERO);

    /** With one participant more. Its sales are counted, its purchases are with their sellers. */
    public PoolTotals plus(PoolOffer brought, Contract contract) {
        Energy energy = traded;
        Money money = value;
        for (Trade trade : contract.sales()) {
            energy = energy.plus(trade.quantity());
            money = money.plus(trade.price().times(trade.quantity()));
        }
        return new PoolTotals(need.plus(brought.missing()), offer.plus(brought.extra()), energy, money);
    }

    /** v = min(need, offer), what meets. */
    public Energy volume() {
        return need.min(offer);
    }

    /** Mean price of the trades weighted by Wh, rounded down; empty without a trade. */
    public Optional<UnitPrice> meanPrice() {
        return traded.isZero()
                ? Optional.empty()
                : Optional.of(new UnitPrice(Math.floorDiv(value.nano(), traded.wh())));
    }
}

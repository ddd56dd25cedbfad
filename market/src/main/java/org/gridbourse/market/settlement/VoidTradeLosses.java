package org.gridbourse.market.settlement;

import java.util.ArrayList;
import java.util.List;
import org.gridbourse.market.prepayment.DefaultCompensation.Payment;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.Proportion;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.trade.Trade;

/**
 * What a participant that prepaid really lost in a period by trades that a partner's default made void (rulebook,
 * section 6): only energy that it exported, or took, beyond its living contracts was meant for them, and only what this
 * fetched less, or cost more, than the void price is a loss.
 */
public final class VoidTradeLosses {
    private final Statement statement;
    private Energy exported;
    private Energy taken;

    private VoidTradeLosses(Statement statement) {
        this.statement = statement;
        this.exported = statement.deviation().otherExtra();
        this.taken = statement.deviation().otherMissing();
    }

    /**
     * The loss per void trade.
     *
     * @param statement of the participant, for its contracts that are not void, as it is when the session is closed
     * @param voidTrades its void trades of the period with all partners, in ascending trade id; energy counts once
     * @return one per trade, in the same order, zero where nothing was lost
     */
    public static List<Payment> of(Statement statement, List<Trade> voidTrades) {
        VoidTradeLosses losses = new VoidTradeLosses(statement);
        List<Payment> payments = new ArrayList<>(voidTrades.size());
        for (Trade trade : voidTrades) {
            boolean sells = trade.seller().equals(statement.participantId());
            Money loss = sells ? losses.ofSale(trade) : losses.ofPurchase(trade);
            payments.add(new Payment(trade.tradeId(), statement.participantId(), loss.max(Money.ZERO)));
        }
        return payments;
    }

    private Money ofSale(Trade trade) {
        Energy energy = exported.min(trade.quantity());
        exported = exported.minus(energy);
        return energy.isZero()
                ? Money.ZERO
                : trade.price()
                        .times(energy)
                        .minus(part(fetched(), energy, statement.deviation().otherExtra()));
    }

    private Money ofPurchase(Trade trade) {
        Energy energy = taken.min(trade.quantity());
        taken = taken.minus(energy);
        UnitPrice price = trade.price().plus(statement.tariff().gridFee());
        return energy.isZero()
                ? Money.ZERO
                : part(cost(), energy, statement.deviation().otherMissing()).minus(price.times(energy));
    }

    /** What all that was exported beyond the contracts fetched. */
    private Money fetched() {
        Energy all = statement.deviation().otherExtra();
        Energy toPeers = statement.pooled().otherExtra().min(all);
        Money fromGrid = statement.tariff().feedIn().times(all.minus(toPeers));
        return toPeers.isZero()
                ? fromGrid
                : fromGrid.plus(new PoolMoney(statement).prices().earns().times(toPeers));
    }

    /** What all that was taken beyond the contracts cost. */
    private Money cost() {
        Energy all = statement.deviation().otherMissing();
        Energy fromPeers = statement.pooled().otherMissing().min(all);
        Money toGrid = statement.tariff().retail().times(all.minus(fromPeers));
        return fromPeers.isZero()
                ? toGrid
                : toGrid.plus(new PoolMoney(statement)
                        .prices()
                        .costs()
                        .plus(statement.tariff().gridFee())
                        .times(fromPeers));
    }

    /** money x energy / all, rounded down. */
    private static Money part(Money money, Energy energy, Energy all) {
        return money.isNegative()
                ? new Money(-Proportion.ceil(-money.nano(), energy.wh(), all.wh()))
                : new Money(Proportion.floor(money.nano(), energy.wh(), all.wh()));
    }
}

package org.gridbourse.market.settlement;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.gridbourse.market.prepayment.DefaultCompensation.Payment;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.Proportion;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;

/**
 * What a participant that prepaid really lost in a period by trades that a partner's default made void (rulebook,
 * section 6): only energy by which it exceeded its living contracts was meant for them, exported or not taken, imported or
 * not delivered, and only what this fetched less, or cost more, than the void price is a loss.
 */
public final class VoidTradeLosses {
    private final Statement statement;
    private final Deviation deviation;
    private Energy extra;
    private Energy missing;

    private VoidTradeLosses(Statement statement, Deviation deviation) {
        this.statement = statement;
        this.deviation = deviation;
        this.extra = deviation.extra();
        this.missing = deviation.missing();
    }

    /**
     * The loss per void trade.
     *
     * @param statement of the participant, for its contracts that are not void, as it is when the session is closed
     * @param voidTrades its void trades of the period with all partners, in ascending trade id; energy counts once
     * @return one per trade, in the same order, zero where nothing was lost
     */
    public static List<Payment> of(Statement statement, List<Trade> voidTrades) {
        return new VoidTradeLosses(statement, statement.deviation()).of(voidTrades);
    }

    /** The same where the period was not measured: what was not delivered, or not taken, is then not known to be so. */
    public static List<Payment> ofUnmeasured(Statement statement, List<Trade> voidTrades) {
        Deviation known = statement.deviation();
        return new VoidTradeLosses(
                        statement, new Deviation(Energy.ZERO, known.otherMissing(), Energy.ZERO, known.otherExtra()))
                .of(voidTrades);
    }

    private List<Payment> of(List<Trade> voidTrades) {
        List<Payment> payments = new ArrayList<>(voidTrades.size());
        for (Trade trade : voidTrades) {
            boolean sells = trade.seller().equals(statement.participantId());
            Money loss = sells ? ofSale(trade) : ofPurchase(trade);
            payments.add(new Payment(trade.tradeId(), statement.participantId(), loss.max(Money.ZERO)));
        }
        return payments;
    }

    private Money ofSale(Trade trade) {
        Energy energy = extra.min(trade.quantity());
        extra = extra.minus(energy);
        return energy.isZero()
                ? Money.ZERO
                : trade.price().times(energy).minus(part(fetched(), energy, deviation.extra()));
    }

    private Money ofPurchase(Trade trade) {
        Energy energy = missing.min(trade.quantity());
        missing = missing.minus(energy);
        UnitPrice price = trade.price().plus(statement.tariff().gridFee());
        return energy.isZero()
                ? Money.ZERO
                : part(cost(), energy, deviation.missing()).minus(price.times(energy));
    }

    /** What all by which it gave more, or took less, than its contracts say fetched. */
    private Money fetched() {
        Energy notTaken = statement.pooled().notTaken().min(deviation.notTaken());
        Energy other = statement.pooled().otherExtra().min(deviation.otherExtra());
        Energy toGrid = deviation.extra().minus(notTaken).minus(other);
        return statement
                .tariff()
                .feedIn()
                .times(toGrid)
                .plus(pooled(notTaken, PoolMoney::notTaken))
                .plus(pooled(other, money -> money.prices().earns()));
    }

    /** What all by which it took more, or gave less, than its contracts say cost. */
    private Money cost() {
        Tariff tariff = statement.tariff();
        Energy notDelivered = statement.pooled().notDelivered().min(deviation.notDelivered());
        Energy other = statement.pooled().otherMissing().min(deviation.otherMissing());
        return tariff.cap()
                .times(deviation.notDelivered().minus(notDelivered))
                .plus(tariff.retail().times(deviation.otherMissing().minus(other)))
                .plus(pooled(notDelivered, PoolMoney::notDelivered))
                .plus(pooled(other, money -> money.prices().costs().plus(tariff.gridFee())));
    }

    /** What met peers, at its price there; without any there is no price. */
    private Money pooled(Energy energy, Function<PoolMoney, UnitPrice> price) {
        return energy.isZero()
                ? Money.ZERO
                : price.apply(new PoolMoney(statement)).times(energy);
    }

    /** money x energy / all, rounded down. */
    private static Money part(Money money, Energy energy, Energy all) {
        return money.isNegative()
                ? new Money(-Proportion.ceil(-money.nano(), energy.wh(), all.wh()))
                : new Money(Proportion.floor(money.nano(), energy.wh(), all.wh()));
    }
}

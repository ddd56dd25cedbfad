package org.gridbourse.market.settlement;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.delivery.PeriodEnergy;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.tariff.Tariff;

/**
 * The settlement of one participant and period (rulebook, section 8): contracts at their own prices, what met a peer at
 * the prices of the pool, the rest with the grid.
 *
 * @param contract its trades that are not void
 * @param energy what its meters measured
 * @param tariff of the period
 * @param pooled what of its deviation met a peer when the period was settled
 */
public record Statement(Contract contract, PeriodEnergy energy, Tariff tariff, PoolShare pooled) {

    /** Of a participant that deals with the grid alone: estimated or unmeasured in the period, or in arrears. */
    public static Statement withGridAlone(Contract contract, PeriodEnergy energy, Tariff tariff) {
        return new Statement(contract, energy, tariff, PoolShare.NOTHING);
    }

    /** The same period with other energy: what met a peer, and at what price, stands. */
    public Statement corrected(PeriodEnergy other) {
        return new Statement(contract, other, tariff, pooled);
    }

    public String participantId() {
        return contract.participantId();
    }

    /** The side of its contract, empty without one. */
    public Optional<Side> side() {
        return contract.side();
    }

    public MeteredEnergy metered() {
        return energy.metered();
    }

    /** What its meters differ from its contract by. */
    public Deviation deviation() {
        return Deviation.of(contract, energy.metered());
    }

    /** |c|. */
    public Energy contracted() {
        return contract.quantity();
    }

    /** Net metered energy in the contracted direction [Wh]; export without a contract. */
    public long meteredWh() {
        long exportWh = metered().exported().wh() - metered().imported().wh();
        return side().equals(Optional.of(Side.BUY)) ? -exportWh : exportWh;
    }

    /** What of the contract was delivered or taken. */
    public Energy delivered() {
        return contracted().minus(missed());
    }

    /** What of the contract was not delivered or not taken, whether it met a peer or not. */
    public Energy missed() {
        return deviation().notDelivered().plus(deviation().notTaken());
    }

    /** What lies beyond the contract in its direction. */
    public Energy over() {
        return side().equals(Optional.of(Side.BUY))
                ? deviation().otherMissing()
                : deviation().otherExtra();
    }

    /** How sold energy fills the sales, in ascending trade id; what was bought backs them too. */
    public List<TradeDelivery> sales() {
        return TradeDelivery.fill(
                contract.sales(), contract.sold().minus(deviation().notDelivered()));
    }

    /** How taken energy fills the purchases, in ascending trade id; what was sold again counts as taken. */
    public List<TradeDelivery> purchases() {
        return TradeDelivery.fill(
                contract.purchases(), contract.bought().minus(deviation().notTaken()));
    }

    /** What of its purchases it took and did not sell again: on this the grid fee is due. */
    Energy gridFeeOn() {
        return contract.netBought().minus(deviation().notTaken());
    }

    /** What the participant deals with the grid. */
    public GridPart gridPart() {
        return GridPart.of(deviation(), pooled);
    }

    /** All that the grid sold to the participant, or supplied in its place. */
    public Energy soldByGrid() {
        return gridPart().sold().plus(energy.unmeasured().energy().imported());
    }

    /** All that the grid bought from the participant. */
    public Energy boughtByGrid() {
        return gridPart().bought().plus(energy.unmeasured().energy().exported());
    }

    /** What the participant gets and pays, none of it zero; locks and their return are not among them. */
    public List<Amount> amounts() {
        return StatementLines.of(this).stream()
                .filter(line -> !line.money().isZero())
                .toList();
    }

    /** The sum of the amounts. */
    public Money net() {
        Money net = Money.ZERO;
        for (Amount line : StatementLines.of(this)) {
            net = net.plus(line.money());
        }
        return net;
    }

    /**
     * What of the pool's money its part leaves for the fund, not negative: missing energy costs at least p, extra energy
     * earns at most p.
     */
    public Money toFund() {
        if (pooled.isNothing()) {
            return Money.ZERO;
        }
        PoolMoney money = new PoolMoney(this);
        return money.boughtAbovePrice().plus(money.soldBelowPrice());
    }

    /** What a broken contract cost: a seller beyond the price, a buyer beyond what it fetched. The grid pays it in an outage. */
    public Money costOfBrokenContract() {
        return StatementLines.costOfBrokenContract(this);
    }
}

package org.gridbourse.market.settlement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.money.Reason;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;

/**
 * The settlement of one participant and period (rulebook, section 5): each party pays for its own deviation only, and
 * the grid is the counterparty of every deviation.
 *
 * @param contract its trades that are not void
 * @param metered what all its meters measured, gross
 * @param tariff of the period
 */
public record Statement(Contract contract, MeteredEnergy metered, Tariff tariff) {

    /** The direction in which the participant is judged: that of its trades, selling where it has none. */
    private Side direction() {
        return contract.side().orElse(Side.SELL);
    }

    public String participantId() {
        return contract.participantId();
    }

    public Optional<Side> side() {
        return contract.side();
    }

    /** c. */
    public Energy contracted() {
        return contract.quantity();
    }

    /** n, or m for a buyer: net metered energy in the contracted direction [Wh]; export without a trade. */
    public long meteredWh() {
        return towards().wh() - against().wh();
    }

    /** d: what of the contract was delivered or taken. */
    public Energy delivered() {
        return towards().min(contracted());
    }

    /** s or u: what of the contract was not delivered or not taken. */
    public Energy missed() {
        return contracted().minus(delivered());
    }

    /** What lies beyond the contract in its direction. */
    public Energy over() {
        return towards().above(contracted());
    }

    /** How the delivered energy fills the trades, in ascending trade id. */
    public List<TradeDelivery> deliveries() {
        return TradeDelivery.fill(contract.trades(), delivered());
    }

    /** All that the grid sold to the participant at retail, or supplied in its place. */
    public Energy soldByGrid() {
        return contract.side().equals(Optional.of(Side.SELL))
                ? importedFromGrid().plus(missed())
                : importedFromGrid();
    }

    /** All that the grid bought from the participant at feed-in. */
    public Energy boughtByGrid() {
        return contract.side().equals(Optional.of(Side.BUY)) ? exportedToGrid().plus(missed()) : exportedToGrid();
    }

    /** What the participant gets and pays, none of it zero; locks and their return are not among them. */
    public List<Amount> amounts() {
        return lines().stream().filter(line -> !line.money().isZero()).toList();
    }

    /**
     * What must be added to {@code written} so that it becomes this statement, line by line, none of it zero. Statements
     * of one contract and tariff have the same lines, but for their money.
     */
    List<Amount> differencesTo(Statement written) {
        List<Amount> before = written.lines();
        List<Amount> after = lines();
        List<Amount> differences = new ArrayList<>();
        for (int i = 0; i < after.size(); i++) {
            Amount line = after.get(i);
            Money difference = line.money().minus(before.get(i).money());
            if (!difference.isZero()) {
                differences.add(new Amount(line.reason(), difference, line.tradeId()));
            }
        }
        return differences;
    }

    /** The sum of the amounts. */
    public Money net() {
        Money net = Money.ZERO;
        for (Amount amount : amounts()) {
            net = net.plus(amount.money());
        }
        return net;
    }

    /** All lines that a statement with this contract has, zero or not. */
    private List<Amount> lines() {
        List<Amount> lines = new ArrayList<>();
        for (TradeDelivery delivery : deliveries()) {
            if (direction() == Side.SELL) {
                addSold(delivery, lines);
            } else {
                addBought(delivery, lines);
            }
        }
        lines.add(new Amount(Reason.GRID_PURCHASE, tariff.feedIn().times(exportedToGrid()), Optional.empty()));
        lines.add(new Amount(
                Reason.GRID_SALE, tariff.retail().times(importedFromGrid()).negated(), Optional.empty()));
        return lines;
    }

    private void addSold(TradeDelivery delivery, List<Amount> lines) {
        Optional<String> tradeId = Optional.of(delivery.trade().tradeId());
        UnitPrice price = delivery.trade().price();
        UnitPrice replacement = tariff.cap().minus(price).max(UnitPrice.ZERO);
        lines.add(new Amount(Reason.DELIVERED, price.times(delivery.delivered()), tradeId));
        lines.add(new Amount(
                Reason.SHORTFALL, replacement.times(delivery.missed()).negated(), tradeId));
    }

    private void addBought(TradeDelivery delivery, List<Amount> lines) {
        Optional<String> tradeId = Optional.of(delivery.trade().tradeId());
        UnitPrice price = delivery.trade().price();
        lines.add(new Amount(
                Reason.CONTRACT, price.times(delivery.trade().quantity()).negated(), tradeId));
        lines.add(new Amount(
                Reason.GRID_FEE, tariff.gridFee().times(delivery.delivered()).negated(), tradeId));
        lines.add(new Amount(Reason.NOT_TAKEN, tariff.feedIn().times(delivery.missed()), tradeId));
    }

    private Energy exportedToGrid() {
        return direction() == Side.SELL ? over() : against();
    }

    private Energy importedFromGrid() {
        return direction() == Side.SELL ? against() : over();
    }

    private Energy towards() {
        return metered.towards(direction());
    }

    private Energy against() {
        return metered.towards(direction().other());
    }
}

package org.gridbourse.market.settlement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.money.Reason;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;

/** The lines of a statement. Statements of one contract have the same ones, in the same order, but for their money. */
final class StatementLines {
    private final Statement statement;
    private final Tariff tariff;
    private final GridPart grid;
    private final PoolMoney pool;
    private final List<Amount> lines = new ArrayList<>();

    private StatementLines(Statement statement) {
        this.statement = statement;
        this.tariff = statement.tariff();
        this.grid = statement.gridPart();
        this.pool = new PoolMoney(statement);
    }

    /** All lines, zero or not. */
    static List<Amount> of(Statement statement) {
        StatementLines lines = new StatementLines(statement);
        Energy beyondSales = lines.addSales();
        Energy beyondPurchases = lines.addPurchases();
        lines.addPool(beyondSales, beyondPurchases);
        lines.addGrid();
        lines.addPoints();
        return lines.lines;
    }

    /** What must be added to {@code written} so that it becomes {@code statement}, line by line, none of it zero. */
    static List<Amount> differences(Statement written, Statement statement) {
        List<Amount> before = of(written);
        List<Amount> after = of(statement);
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

    static Money costOfBrokenContract(Statement statement) {
        StatementLines lines = new StatementLines(statement);
        lines.addSales();
        lines.addPurchases();
        Money cost = Money.ZERO;
        for (Amount line : lines.lines) {
            cost = line.reason() == Reason.SHORTFALL ? cost.minus(line.money()) : cost;
            cost = line.reason() == Reason.NOT_TAKEN ? cost.minus(line.money()) : cost;
        }
        for (TradeDelivery purchase : statement.purchases()) {
            cost = cost.plus(purchase.trade().price().times(purchase.missed()));
        }
        return cost;
    }

    /**
     * Per sale its price for what is delivered, and what the rest costs above the price. What was bought from peers is
     * counted for the first trades that miss something; answers what of it is for none any more.
     */
    private Energy addSales() {
        Energy pooled = statement.pooled().notDelivered();
        UnitPrice toPeers = pooled.isZero() ? UnitPrice.ZERO : pool.notDelivered();
        for (TradeDelivery sale : statement.sales()) {
            Optional<String> tradeId = Optional.of(sale.trade().tradeId());
            UnitPrice price = sale.trade().price();
            Energy fromPeers = pooled.min(sale.missed());
            pooled = pooled.minus(fromPeers);
            Money above = toPeers.minus(price)
                    .times(fromPeers)
                    .plus(tariff.cap().minus(price).times(sale.missed().minus(fromPeers)));
            lines.add(new Amount(Reason.DELIVERED, price.times(sale.delivered()), tradeId));
            lines.add(new Amount(Reason.SHORTFALL, above.negated(), tradeId));
        }
        return pooled;
    }

    /** Per purchase its price, the grid fee for what is taken and not sold again, and what the rest fetches. */
    private Energy addPurchases() {
        Energy pooled = statement.pooled().notTaken();
        UnitPrice fromPeers = pooled.isZero() ? UnitPrice.ZERO : pool.notTaken();
        Energy taken = statement.gridFeeOn();
        for (TradeDelivery purchase : statement.purchases()) {
            Optional<String> tradeId = Optional.of(purchase.trade().tradeId());
            Energy onWires = taken.min(purchase.trade().quantity());
            taken = taken.minus(onWires);
            Energy toPeers = pooled.min(purchase.missed());
            pooled = pooled.minus(toPeers);
            Money fetched = fromPeers
                    .times(toPeers)
                    .plus(tariff.feedIn().times(purchase.missed().minus(toPeers)));
            lines.add(new Amount(
                    Reason.CONTRACT,
                    purchase.trade().price().times(purchase.trade().quantity()).negated(),
                    tradeId));
            lines.add(
                    new Amount(Reason.GRID_FEE, tariff.gridFee().times(onWires).negated(), tradeId));
            lines.add(new Amount(Reason.NOT_TAKEN, fetched, tradeId));
        }
        return pooled;
    }

    private void addPool(Energy beyondSales, Energy beyondPurchases) {
        PoolShare pooled = statement.pooled();
        Money bought = Money.ZERO;
        Money sold = Money.ZERO;
        if (!pooled.isNothing()) {
            UnitPrice costs = pool.prices().costs().plus(tariff.gridFee());
            bought = pool.notDelivered().times(beyondSales).plus(costs.times(pooled.otherMissing()));
            sold = pool.notTaken()
                    .times(beyondPurchases)
                    .plus(pool.prices().earns().times(pooled.otherExtra()));
        }
        add(Reason.POOL_PURCHASE, bought.negated());
        add(Reason.POOL_SALE, sold);
    }

    private void addGrid() {
        add(Reason.GRID_PURCHASE, tariff.feedIn().times(grid.otherExtra().plus(grid.boughtTooMuch())));
        add(
                Reason.GRID_SALE,
                tariff.retail()
                        .times(grid.otherMissing().plus(grid.soldTooMuch()))
                        .negated());
        add(Reason.UNMEASURED_IMPORT, statement.energy().unmeasured().cost().negated());
        add(Reason.UNMEASURED_EXPORT, statement.energy().unmeasured().revenue());
    }

    /** Between points the wires cost their fee, never more than selling here and buying there would. */
    private void addPoints() {
        UnitPrice fee = tariff.gridFee().min(tariff.retail().minus(tariff.feedIn()));
        add(Reason.NETTING_FEE, fee.times(statement.energy().betweenPoints()).negated());
    }

    private void add(Reason reason, Money money) {
        lines.add(new Amount(reason, money, Optional.empty()));
    }
}

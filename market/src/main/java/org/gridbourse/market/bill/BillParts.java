package org.gridbourse.market.bill;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.bill.BillPart.Kind;
import org.gridbourse.market.delivery.Unmeasured;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.StatementRecord.Settled;
import org.gridbourse.market.settlement.Contract;
import org.gridbourse.market.settlement.GridPart;
import org.gridbourse.market.settlement.PoolPrices;
import org.gridbourse.market.settlement.PoolShare;
import org.gridbourse.market.settlement.Statement;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;

/** Takes the net of a bill's line apart into energies and their prices. */
final class BillParts {
    private final BillLine line;
    private final Statement statement;
    private final Tariff tariff;
    private final List<BillPart> parts = new ArrayList<>();

    private BillParts(BillLine line) {
        Settled settled = line.statement().settled();
        this.line = line;
        this.tariff = line.tariff();
        this.statement = new Statement(
                new Contract(line.statement().participantId(), line.trades()),
                settled.energy(),
                tariff,
                settled.pooled());
    }

    static List<BillPart> of(BillLine line) {
        BillParts parts = new BillParts(line);
        parts.addContracts();
        parts.addPool();
        parts.addGrid();
        parts.addGaps();
        parts.addRest();
        return List.copyOf(parts.parts);
    }

    private void addContracts() {
        for (Trade sale : statement.contract().sales()) {
            get(Kind.SOLD, Optional.of(sale), sale.quantity(), sale.price());
        }
        for (Trade purchase : statement.contract().purchases()) {
            pay(Kind.BOUGHT, Optional.of(purchase), purchase.quantity(), purchase.price());
        }
        Energy taken =
                statement.contract().netBought().minus(statement.deviation().notTaken());
        if (!tariff.gridFee().equals(UnitPrice.ZERO)) {
            pay(Kind.GRID_FEE, Optional.empty(), taken, tariff.gridFee());
        }
    }

    private void addPool() {
        PoolShare pooled = statement.pooled();
        if (pooled.isNothing()) {
            return;
        }
        PoolPrices prices = new PoolPrices(tariff, pooled.price());
        UnitPrice brought =
                statement.contract().dearestSale().map(prices::notDelivered).orElse(UnitPrice.ZERO);
        UnitPrice fetched =
                statement.contract().cheapestPurchase().map(prices::notTaken).orElse(UnitPrice.ZERO);
        pay(Kind.NOT_DELIVERED_FROM_PEERS, Optional.empty(), pooled.notDelivered(), brought);
        pay(
                Kind.MISSING_FROM_PEERS,
                Optional.empty(),
                pooled.otherMissing(),
                prices.costs().plus(tariff.gridFee()));
        get(Kind.NOT_TAKEN_TO_PEERS, Optional.empty(), pooled.notTaken(), fetched);
        get(Kind.EXTRA_TO_PEERS, Optional.empty(), pooled.otherExtra(), prices.earns());
    }

    private void addGrid() {
        GridPart grid = statement.gridPart();
        pay(Kind.NOT_DELIVERED_FROM_GRID, Optional.empty(), grid.notDelivered(), tariff.cap());
        pay(Kind.MISSING_FROM_GRID, Optional.empty(), grid.otherMissing().plus(grid.soldTooMuch()), tariff.retail());
        get(Kind.NOT_TAKEN_TO_GRID, Optional.empty(), grid.notTaken(), tariff.feedIn());
        get(Kind.EXTRA_TO_GRID, Optional.empty(), grid.otherExtra().plus(grid.boughtTooMuch()), tariff.feedIn());
        pay(
                Kind.BETWEEN_POINTS,
                Optional.empty(),
                statement.energy().betweenPoints(),
                tariff.gridFee().min(tariff.retail().minus(tariff.feedIn())));
    }

    private void addGaps() {
        Unmeasured gap = statement.energy().unmeasured();
        addSum(Kind.GAP_IMPORT, gap.energy().imported(), gap.cost().negated());
        addSum(Kind.GAP_EXPORT, gap.energy().exported(), gap.revenue());
    }

    private void addRest() {
        Money known = Money.sum(parts.stream().map(BillPart::amount).toList());
        addSum(Kind.OTHER_TRADES, Energy.ZERO, line.net().minus(known));
    }

    private void pay(Kind kind, Optional<Trade> trade, Energy energy, UnitPrice price) {
        add(kind, trade, energy, price, price.times(energy).negated());
    }

    private void get(Kind kind, Optional<Trade> trade, Energy energy, UnitPrice price) {
        add(kind, trade, energy, price, price.times(energy));
    }

    private void add(Kind kind, Optional<Trade> trade, Energy energy, UnitPrice price, Money amount) {
        if (!energy.isZero()) {
            parts.add(new BillPart(kind, trade, energy, Optional.of(price), amount));
        }
    }

    private void addSum(Kind kind, Energy energy, Money amount) {
        if (!energy.isZero() || !amount.isZero()) {
            parts.add(new BillPart(kind, Optional.empty(), energy, Optional.empty(), amount));
        }
    }
}

package org.gridbourse.market.settlement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.money.Account;
import org.gridbourse.market.money.Balances;
import org.gridbourse.market.money.JournalWriter;
import org.gridbourse.market.money.JournalWriter.Transfer;
import org.gridbourse.market.money.Purse;
import org.gridbourse.market.money.Reason;
import org.gridbourse.market.prepayment.Prepayment;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;

/** Writes the journal of one statement or correction. */
final class SettlementWriter {
    private final String participantId;
    private final JournalWriter writer = new JournalWriter();
    private final Purse purse;

    SettlementWriter(String participantId, Balances before) {
        this.participantId = participantId;
        this.purse = new Purse(participantId, before, writer);
    }

    void emptyEscrow(Statement statement) {
        statement.sales().forEach(this::emptyOfPrice);
        Energy onWires = statement.gridFeeOn();
        for (TradeDelivery purchase : statement.purchases()) {
            Energy taken = onWires.min(purchase.trade().quantity());
            onWires = onWires.minus(taken);
            emptyOfGridFee(new TradeDelivery(purchase.trade(), taken), statement.tariff());
        }
    }

    /** The seller is paid for what it delivered, the grid for what it supplied in the seller's place. */
    private void emptyOfPrice(TradeDelivery delivery) {
        Account escrow = Account.escrow(delivery.trade().buyer());
        Optional<String> tradeId = Optional.of(delivery.trade().tradeId());
        UnitPrice price = delivery.trade().price();
        purse.receive(escrow, price.times(delivery.delivered()), Reason.DELIVERED, tradeId);
        writer.transfer(
                new Transfer(escrow, Account.GRID_CASH, price.times(delivery.missed()), Reason.GRID_SUPPLY, tradeId));
    }

    /** The grid gets its fee for what was taken; the rest of what was locked beside the price returns. */
    private void emptyOfGridFee(TradeDelivery onWires, Tariff tariff) {
        Account escrow = Account.escrow(participantId);
        Trade trade = onWires.trade();
        Optional<String> tradeId = Optional.of(trade.tradeId());
        Money fee = tariff.gridFee().times(onWires.delivered());
        Money price = trade.price().times(trade.quantity());
        writer.transfer(new Transfer(escrow, Account.GRID_CASH, fee, Reason.GRID_FEE, tradeId));
        purse.receive(
                escrow, Prepayment.escrow(trade, tariff).minus(price).minus(fee), Reason.ESCROW_RETURNED, tradeId);
    }

    /** Gets from the grid what is positive, then pays it what is negative: shortfalls out of the bond first. */
    void exchangeWithGrid(List<Amount> amounts, Money bond) {
        for (Amount amount : amounts) {
            if (amount.money().isPositive()) {
                purse.receive(Account.GRID_CASH, amount.money(), amount.reason(), amount.tradeId());
            }
        }
        for (Amount amount : payShortfalls(amounts, bond)) {
            if (amount.money().isNegative()) {
                purse.payGrid(amount.money().negated(), amount.reason(), amount.tradeId());
            }
        }
    }

    /** Pays shortfalls out of the bond as far as it reaches and returns its rest. Answers what is still to be paid. */
    private List<Amount> payShortfalls(List<Amount> amounts, Money bond) {
        List<Amount> unpaid = new ArrayList<>();
        Money rest = bond;
        for (Amount amount : amounts) {
            if (amount.reason() == Reason.SHORTFALL && amount.money().isNegative()) {
                Money paid = rest.min(amount.money().negated());
                writer.transfer(new Transfer(
                        Account.bond(participantId), Account.GRID_CASH, paid, amount.reason(), amount.tradeId()));
                rest = rest.minus(paid);
                unpaid.add(new Amount(amount.reason(), amount.money().plus(paid), amount.tradeId()));
            } else {
                unpaid.add(amount);
            }
        }
        purse.receive(Account.bond(participantId), rest, Reason.BOND_RETURNED, Optional.empty());
        return unpaid;
    }

    /** What of the pool's money is nobody's. */
    void payFund(Money amount) {
        writer.transfer(new Transfer(Account.GRID_CASH, Account.FUND, amount, Reason.POOL_TO_FUND));
    }

    Settlement settlement() {
        return new Settlement(writer.journal(), purse.balances());
    }
}

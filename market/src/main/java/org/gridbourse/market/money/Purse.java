package org.gridbourse.market.money;

import java.util.Optional;
import org.gridbourse.market.money.JournalWriter.Transfer;
import org.gridbourse.market.quantity.Money;

/**
 * The money of one participant while a journal is written: what comes in repays arrears before it reaches the wallet,
 * what goes out to the grid comes from the wallet, and what the wallet does not have becomes arrears.
 */
public final class Purse {
    private final String participantId;
    private final JournalWriter writer;
    private Money wallet;
    private Money arrears;

    public Purse(String participantId, Balances balances, JournalWriter writer) {
        this.participantId = participantId;
        this.wallet = balances.wallet();
        this.arrears = balances.arrears();
        this.writer = writer;
    }

    /** Takes what an account gives; arrears are repaid to the grid with it first. */
    public void receive(Account from, Money amount, Reason reason, Optional<String> tradeId) {
        writer.transfer(new Transfer(from, Account.wallet(participantId), amount, reason, tradeId));
        wallet = wallet.plus(amount);
        repay(amount.min(arrears.negated()));
    }

    /** Pays the grid, as far as the wallet reaches; the rest becomes arrears. */
    public void payGrid(Money amount, Reason reason, Optional<String> tradeId) {
        Money paid = amount.min(wallet);
        Money owed = amount.minus(paid);
        writer.transfer(new Transfer(Account.wallet(participantId), Account.GRID_CASH, paid, reason, tradeId));
        writer.transfer(new Transfer(Account.arrears(participantId), Account.GRID_RECEIVABLE, owed, reason, tradeId));
        wallet = wallet.minus(paid);
        arrears = arrears.minus(owed);
    }

    public Balances balances() {
        return new Balances(wallet, arrears);
    }

    private void repay(Money repaid) {
        writer.transfer(new Transfer(
                Account.wallet(participantId), Account.arrears(participantId), repaid, Reason.ARREARS_REPAID));
        writer.transfer(new Transfer(Account.GRID_RECEIVABLE, Account.GRID_CASH, repaid, Reason.ARREARS_REPAID));
        wallet = wallet.minus(repaid);
        arrears = arrears.plus(repaid);
    }
}

package org.gridbourse.market.money;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.quantity.Money;

/** Writes a journal, transfer by transfer, so that it balances after each. */
public final class JournalWriter {
    private final List<Posting> postings = new ArrayList<>();

    /** Moves an amount, from the one account to the other; nothing is written for zero. */
    public void transfer(Transfer transfer) {
        if (!transfer.amount().isZero()) {
            postings.add(
                    new Posting(transfer.from(), transfer.amount().negated(), transfer.reason(), transfer.tradeId()));
            postings.add(new Posting(transfer.to(), transfer.amount(), transfer.reason(), transfer.tradeId()));
        }
    }

    public Journal journal() {
        return new Journal(postings);
    }

    /**
     * An amount on its way.
     *
     * @param from account that gives
     * @param to account that gets
     * @param amount not negative
     * @param reason why
     * @param tradeId the trade that it is for, empty where it is for none
     */
    public record Transfer(Account from, Account to, Money amount, Reason reason, Optional<String> tradeId) {
        public Transfer {
            if (amount.isNegative()) {
                throw new IllegalArgumentException("amount (%s) must not be negative".formatted(amount));
            }
        }

        /** A transfer that is for no trade. */
        public Transfer(Account from, Account to, Money amount, Reason reason) {
            this(from, to, amount, reason, Optional.empty());
        }
    }
}

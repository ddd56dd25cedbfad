package org.gridbourse.market.money;

import java.util.Optional;
import org.gridbourse.market.quantity.Money;

/**
 * One line of a journal: an account's balance changes by an amount, for a reason.
 *
 * @param account whose balance changes
 * @param amount by how much, not zero
 * @param reason why
 * @param tradeId the trade that it is for, empty where it is for none
 */
public record Posting(Account account, Money amount, Reason reason, Optional<String> tradeId) {
    public Posting {
        if (amount.isZero()) {
            throw new IllegalArgumentException("amount of %s for %s must not be zero".formatted(account, reason));
        }
    }
}

package org.gridbourse.market.money;

import org.gridbourse.market.quantity.Money;

/**
 * What a participant has and owes.
 *
 * @param wallet not negative
 * @param arrears zero or negative
 */
public record Balances(Money wallet, Money arrears) {
    public Balances {
        if (wallet.isNegative()) {
            throw new IllegalArgumentException("wallet (%s) must not be negative".formatted(wallet));
        }
        if (arrears.isPositive()) {
            throw new IllegalArgumentException("arrears (%s) must not be positive".formatted(arrears));
        }
    }
}

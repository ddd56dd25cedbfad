package org.gridbourse.market.rules;

import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.Proportion;

/**
 * What part of an amount at risk a bond must cover.
 *
 * @param percent zero or more; 100 is all of it
 */
public record BondRate(int percent) {
    private static final int WHOLE = 100;

    public BondRate {
        if (percent < 0) {
            throw new IllegalArgumentException("percent (%s) must not be negative".formatted(percent));
        }
    }

    /** max(rate, 100 %), the rate of bid bonds: walking away never costs less than keeping the word. */
    public BondRate atLeastWhole() {
        return percent >= WHOLE ? this : new BondRate(WHOLE);
    }

    /** rate x amount, rounded up. */
    public Money of(Money amount) {
        return new Money(Proportion.ceil(amount.nano(), percent, WHOLE));
    }
}

package org.gridbourse.market.money;

import java.util.List;
import org.gridbourse.market.quantity.Money;

/**
 * The postings of one cause; they add up to zero, always.
 *
 * @param postings in the order in which they were made
 */
public record Journal(List<Posting> postings) {
    public static final Journal EMPTY = new Journal(List.of());

    public Journal {
        postings = List.copyOf(postings);
        Money sum = Money.ZERO;
        for (Posting posting : postings) {
            sum = sum.plus(posting.amount());
        }
        if (!sum.isZero()) {
            throw new IllegalArgumentException("the postings must add up to zero, not to %s".formatted(sum));
        }
    }

    /** By how much the journal changes the balance of one account. */
    public Money changeOf(Account account) {
        Money change = Money.ZERO;
        for (Posting posting : postings) {
            change = posting.account().equals(account) ? change.plus(posting.amount()) : change;
        }
        return change;
    }
}

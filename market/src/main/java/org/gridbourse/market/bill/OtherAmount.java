package org.gridbourse.market.bill;

import org.gridbourse.market.money.Reason;
import org.gridbourse.market.quantity.Money;

/**
 * What a participant paid or got in a session apart from its energy, such as for a default.
 *
 * @param causedBy participant whose record moved the money
 * @param reason why
 * @param amount paid negative, received positive, not zero
 */
public record OtherAmount(String causedBy, Reason reason, Money amount) {}

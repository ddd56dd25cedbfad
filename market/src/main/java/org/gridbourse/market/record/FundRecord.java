package org.gridbourse.market.record;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.quantity.Money;

/** What is in the fund; written by changes of phase alone. */
public record FundRecord(Money balance) implements StateRecord {

    @Override
    public String key() {
        return Keys.fund();
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder().put("balanceNano", balance.nano()).build();
    }

    public static FundRecord read(Fields fields) {
        return new FundRecord(new Money(fields.number("balanceNano")));
    }
}

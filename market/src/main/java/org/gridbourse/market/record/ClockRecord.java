package org.gridbourse.market.record;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;

/**
 * Whether a ledger is simulated: its delivery periods are no hours of the day, and the time of its transactions binds
 * nothing. A ledger without this record is real.
 *
 * @param simulated true where periods may be long past or far ahead
 */
public record ClockRecord(boolean simulated) implements StateRecord {

    @Override
    public String key() {
        return Keys.clock();
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder().put("simulated", simulated).build();
    }

    public static ClockRecord read(Fields fields) {
        return new ClockRecord(fields.flag("simulated"));
    }
}

package org.gridbourse.market.request;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.ClockRecord;

/**
 * Says what kind of ledger this is, before its market begins.
 *
 * @param simulated whether its delivery periods are at no time of the day
 */
public record OpenLedger(boolean simulated) implements Request {
    public static final String FUNCTION = "openLedger";

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        return new ClockRecord(simulated).toJson();
    }

    public static OpenLedger read(Fields fields) {
        return new OpenLedger(ClockRecord.read(fields).simulated());
    }
}

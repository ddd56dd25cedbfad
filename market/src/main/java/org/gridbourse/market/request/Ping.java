package org.gridbourse.market.request;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.PingRecord;

/** Asks whether the ledger takes transactions. */
public record Ping(String pingId) implements Request {
    public static final String FUNCTION = "ping";

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        return new PingRecord(pingId).toJson();
    }

    public static Ping read(Fields fields) {
        return new Ping(PingRecord.read(fields).pingId());
    }
}

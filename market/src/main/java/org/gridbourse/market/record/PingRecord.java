package org.gridbourse.market.record;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;

/** A sign that the ledger takes transactions. */
public record PingRecord(String pingId) implements StateRecord {

    @Override
    public String key() {
        return Keys.ping(pingId);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder().put("pingId", pingId).build();
    }

    public static PingRecord read(Fields fields) {
        return new PingRecord(Codecs.id(fields, "pingId"));
    }
}

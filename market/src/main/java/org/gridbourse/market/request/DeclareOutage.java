package org.gridbourse.market.request;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.OutageRecord;

/** Declares an outage; the record stands on the ledger as it was declared. */
public record DeclareOutage(OutageRecord outage) implements Request {
    public static final String FUNCTION = "declareOutage";

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        return outage.toJson();
    }

    public static DeclareOutage read(Fields fields) {
        return new DeclareOutage(OutageRecord.read(fields));
    }
}

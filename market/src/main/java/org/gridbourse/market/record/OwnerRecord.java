package org.gridbourse.market.record;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;

/** Which participant an owner is: one owner is one participant. */
public record OwnerRecord(String ownerId, String participantId) implements StateRecord {

    @Override
    public String key() {
        return Keys.owner(ownerId);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("ownerId", ownerId)
                .put("participantId", participantId)
                .build();
    }

    public static OwnerRecord read(Fields fields) {
        return new OwnerRecord(fields.text("ownerId"), fields.text("participantId"));
    }
}

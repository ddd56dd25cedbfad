package org.gridbourse.market.record;

import java.util.List;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;

/**
 * Periods that do not count for credit: an outage or a curtailment declared by the operator.
 *
 * @param outageId unique in the session
 * @param sessionId the session
 * @param periods which, rising
 * @param participantIds whom it concerned, rising; empty: all
 * @param reason for people
 */
public record OutageRecord(
        String outageId, String sessionId, List<Integer> periods, List<String> participantIds, String reason)
        implements StateRecord {
    public OutageRecord {
        periods = List.copyOf(periods);
        participantIds = List.copyOf(participantIds);
    }

    public boolean concerns(String participantId) {
        return participantIds.isEmpty() || participantIds.contains(participantId);
    }

    @Override
    public String key() {
        return Keys.outage(sessionId, outageId);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("outageId", outageId)
                .put("sessionId", sessionId)
                .put("periods", JsonArray.ofNumbers(periods))
                .put("participantIds", JsonArray.ofTexts(participantIds))
                .put("reason", reason)
                .build();
    }

    public static OutageRecord read(Fields fields) {
        return new OutageRecord(
                Codecs.id(fields, "outageId"),
                Codecs.id(fields, "sessionId"),
                Codecs.periods(fields, "periods"),
                Codecs.participantIds(fields, "participantIds"),
                Codecs.prose(fields, "reason"));
    }
}

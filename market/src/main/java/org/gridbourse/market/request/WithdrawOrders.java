package org.gridbourse.market.request;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;

/**
 * Withdraws a commitment; the withdrawal is a revision as well.
 *
 * @param sessionId the session
 * @param participantId whose
 * @param revision one more than the commitment in force
 */
public record WithdrawOrders(String sessionId, String participantId, int revision) implements Request {
    public static final String FUNCTION = "withdrawOrders";

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        return Codecs.inSession(sessionId, participantId, revision).build();
    }

    public static WithdrawOrders read(Fields fields) {
        return new WithdrawOrders(
                Codecs.id(fields, "sessionId"), Codecs.participantId(fields, "participantId"), Codecs.revision(fields));
    }
}

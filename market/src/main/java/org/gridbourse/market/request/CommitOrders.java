package org.gridbourse.market.request;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.CommitRecord.Sealed;

/**
 * Commits to a sealed order schedule.
 *
 * @param sessionId the session
 * @param participantId whose
 * @param revision 1, 2, …
 * @param sealed its hash, the money at stake, and whether the phase change prepays
 */
public record CommitOrders(String sessionId, String participantId, int revision, Sealed sealed) implements Request {
    public static final String FUNCTION = "commitOrders";

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        return Codecs.inSession(sessionId, participantId, revision)
                .put("hash", sealed.hash())
                .put("declaredNano", sealed.declared().nano())
                .put("autoPrepay", sealed.autoPrepay())
                .build();
    }

    public static CommitOrders read(Fields fields) {
        return new CommitOrders(
                Codecs.id(fields, "sessionId"),
                Codecs.participantId(fields, "participantId"),
                Codecs.revision(fields),
                new Sealed(
                        Codecs.hex32(fields, "hash"),
                        new Money(fields.number("declaredNano", 0, Long.MAX_VALUE)),
                        fields.has("autoPrepay") && fields.flag("autoPrepay")));
    }
}

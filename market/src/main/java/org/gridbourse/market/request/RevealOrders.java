package org.gridbourse.market.request;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.record.Codecs;

/**
 * Reveals the orders of a commitment.
 *
 * @param sessionId the session
 * @param participantId whose
 * @param revision of the commitment
 * @param salt 32 bytes, 64 lower-case hexadecimal digits
 * @param schedule the orders
 */
public record RevealOrders(String sessionId, String participantId, int revision, String salt, OrderSchedule schedule)
        implements Request {
    public static final String FUNCTION = "revealOrders";

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        return Codecs.inSession(sessionId, participantId, revision)
                .put("salt", salt)
                .put("schedule", Codecs.json(schedule))
                .build();
    }

    public static RevealOrders read(Fields fields) {
        return new RevealOrders(
                Codecs.id(fields, "sessionId"),
                Codecs.participantId(fields, "participantId"),
                Codecs.revision(fields),
                Codecs.hex32(fields, "salt"),
                Codecs.schedule(fields, "schedule"));
    }
}

package org.gridbourse.market.request;

import java.util.function.Function;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;

/**
 * Asks for what there is of one participant once.
 *
 * @param function {@link #ACCOUNT}, {@link #PARTICIPANT} or {@link #METERS}
 * @param participantId whose
 */
public record AskParticipant(String function, String participantId) implements Request {
    public static final String ACCOUNT = "account";
    public static final String PARTICIPANT = "participant";
    public static final String METERS = "meters";

    @Override
    public JsonObject toJson() {
        return JsonObject.builder().put("participantId", participantId).build();
    }

    /** How the request of one of the functions is read. */
    public static Function<Fields, AskParticipant> of(String function) {
        return fields -> new AskParticipant(function, Codecs.participantId(fields, "participantId"));
    }
}

package org.gridbourse.market.request;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.SessionRecord;

/**
 * Asks where a session stands.
 *
 * @param sessionId the session
 * @param counts whether to count who acted in it, which takes long in a large one
 */
public record AskSession(String sessionId, boolean counts) implements Request {
    public static final String FUNCTION = "session";

    /**
     * Where a session stands.
     *
     * @param phase in which it is
     * @param step of the change of phase that is to be done next
     * @param proposing whether proposals for clearing it are taken
     */
    public record State(Phase phase, int step, boolean proposing) {

        /** Reads an answer; what else it says is ignored. */
        public static State read(String answer) {
            return Fields.readKnown(
                    Json.parse(answer),
                    fields -> new State(
                            fields.choice("phase", Phase.class),
                            fields.integer("step", 0, Integer.MAX_VALUE),
                            fields.flag("proposing")));
        }
    }

    /** The session in an answer; what else it says is ignored. */
    public static SessionRecord readSession(String answer) {
        return Fields.readKnown(Json.parse(answer), fields -> fields.object("session", SessionRecord::read));
    }

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("sessionId", sessionId)
                .put("counts", counts)
                .build();
    }

    public static AskSession read(Fields fields) {
        return new AskSession(Codecs.id(fields, "sessionId"), !fields.has("counts") || fields.flag("counts"));
    }
}

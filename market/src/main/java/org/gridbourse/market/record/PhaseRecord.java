package org.gridbourse.market.record;

import java.time.Instant;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;

/**
 * The phase of a session: read by every transaction of its participants, written only by changes of phase, so that such
 * a change stops all that were under way.
 *
 * @param sessionId the session
 * @param phase where it stands
 * @param closing true while the change to the next phase is under way in steps
 * @param since when the phase was entered, by the time of that transaction
 */
public record PhaseRecord(String sessionId, Phase phase, boolean closing, Instant since) implements StateRecord {

    /** The phase being left, until its last step is in. */
    public PhaseRecord leaving() {
        return new PhaseRecord(sessionId, phase, true, since);
    }

    public boolean isOpen(Phase wanted) {
        return phase == wanted && !closing;
    }

    @Override
    public String key() {
        return Keys.phase(sessionId);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("sessionId", sessionId)
                .put("phase", phase.name())
                .put("closing", closing)
                .put("sinceUtc", since.toString())
                .build();
    }

    public static PhaseRecord read(Fields fields) {
        return new PhaseRecord(
                fields.text("sessionId"),
                fields.choice("phase", Phase.class),
                fields.flag("closing"),
                Codecs.time(fields, "sinceUtc"));
    }
}

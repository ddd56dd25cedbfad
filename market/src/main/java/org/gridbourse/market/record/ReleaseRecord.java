package org.gridbourse.market.record;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.money.Journal;

/**
 * What a cancelled session returned to a participant.
 *
 * @param sessionId the session
 * @param participantId whose
 * @param revision of the commitment
 * @param journal the return of its bid bond
 */
public record ReleaseRecord(String sessionId, String participantId, int revision, Journal journal)
        implements JournalRecord {

    @Override
    public String key() {
        return Keys.release(sessionId, participantId, revision);
    }

    @Override
    public JsonObject toJson() {
        return Codecs.inSession(sessionId, participantId, revision)
                .put("journal", JournalCodecs.json(journal))
                .build();
    }

    public static ReleaseRecord read(Fields fields) {
        return new ReleaseRecord(
                fields.text("sessionId"),
                fields.text("participantId"),
                Codecs.revision(fields),
                JournalCodecs.journal(fields));
    }
}

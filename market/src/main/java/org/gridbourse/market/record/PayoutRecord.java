package org.gridbourse.market.record;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.money.Journal;

/**
 * What a participant gets when a session is closed, beside its statements: its share of the fund, and from the grid what
 * a declared outage cost it.
 *
 * @param cause for what
 * @param sessionId the session
 * @param participantId who
 * @param journal its postings
 */
public record PayoutRecord(Cause cause, String sessionId, String participantId, Journal journal)
        implements JournalRecord {

    /** For what a participant is paid. */
    public enum Cause {
        FUND,
        OUTAGE
    }

    @Override
    public String key() {
        return Keys.payout(sessionId, participantId, cause.name());
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("cause", cause.name())
                .put("sessionId", sessionId)
                .put("participantId", participantId)
                .put("journal", JournalCodecs.json(journal))
                .build();
    }

    public static PayoutRecord read(Fields fields) {
        return new PayoutRecord(
                fields.choice("cause", Cause.class),
                fields.text("sessionId"),
                fields.text("participantId"),
                JournalCodecs.journal(fields));
    }
}

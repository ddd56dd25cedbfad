package org.gridbourse.gateway.access;

import java.sql.Timestamp;
import java.time.Instant;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.record.ParticipantRecord.Custody;
import org.gridbourse.market.record.RecordType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who holds a participant's key: the participant itself where its registration on the ledger says so, or since it had a
 * key of its own certified here; else its organisation.
 */
@Component
public final class Custodies {
    private final LedgerView view;
    private final JdbcClient database;

    Custodies(LedgerView view, JdbcClient database) {
        this.view = view;
        this.database = database;
    }

    public Custody of(String participantId) {
        return isOwn(participantId)
                ? Custody.OWN
                : view.find(Keys.participant(participantId), RecordType.PARTICIPANT)
                        .map(ParticipantRecord::custody)
                        .orElse(Custody.ORGANISATION);
    }

    /** From now on the participant signs for itself, and this instance does not. */
    public void toOwn(String participantId, Instant now) {
        if (!isOwn(participantId)) {
            database.sql("insert into own_custody (participant_id, since) values (?, ?)")
                    .params(participantId, Timestamp.from(now))
                    .update();
        }
    }

    /** Back to the organisation, whose wallet signs again. */
    public void toOrganisation(String participantId) {
        database.sql("delete from own_custody where participant_id = ?")
                .param(participantId)
                .update();
    }

    private boolean isOwn(String participantId) {
        return database.sql("select count(*) from own_custody where participant_id = ?")
                        .param(participantId)
                        .query(Integer.class)
                        .single()
                > 0;
    }
}

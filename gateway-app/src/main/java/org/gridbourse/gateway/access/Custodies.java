package org.gridbourse.gateway.access;

import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.record.ParticipantRecord.Custody;
import org.gridbourse.market.record.RecordType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who holds a participant's key: as its registration on the ledger says, or the participant itself as soon as this
 * instance's authority has certified a key of its own.
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
        return isCertified(participantId)
                ? Custody.OWN
                : view.find(Keys.participant(participantId), RecordType.PARTICIPANT)
                        .map(ParticipantRecord::custody)
                        .orElse(Custody.ORGANISATION);
    }

    private boolean isCertified(String participantId) {
        return database.sql("select count(*) from own_key where participant_id = ?")
                        .param(participantId)
                        .query(Integer.class)
                        .single()
                > 0;
    }
}

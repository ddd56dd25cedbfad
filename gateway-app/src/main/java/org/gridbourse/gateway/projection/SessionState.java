package org.gridbourse.gateway.projection;

import org.gridbourse.market.record.Phase;

/** Where a session stands; {@code closing}: the phase is being left, its functions are refused already. */
public record SessionState(String sessionId, Phase phase, boolean closing) {
    static SessionState of(LedgerRecord record) {
        RecordReader phase = RecordReader.of(record);
        return new SessionState(phase.text("sessionId"), Phase.valueOf(phase.text("phase")), phase.flag("closing"));
    }

    public boolean isOver() {
        return phase == Phase.CLOSED || phase == Phase.CANCELLED;
    }

    /** Whether the functions of that phase are taken. */
    public boolean isOpenIn(Phase wanted) {
        return phase == wanted && !closing;
    }
}

package org.gridbourse.market.transaction;

import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.rules.RuleSet;

/** What a step of a change of phase works with. */
record StepContext(Transaction transaction, SessionRecord session, Accounts accounts, Budget budget) {
    /**
     * A transaction holds what it writes twice, as writes and in its event; so it stays below the 4 MB that a gRPC
     * client takes by default, and far below the 10 MB that an orderer does.
     */
    private static final long WRITTEN_MAX_CHARS = 1_500_000;

    boolean isSpent() {
        return budget.isSpent() || transaction.writtenChars() >= WRITTEN_MAX_CHARS;
    }

    String sessionId() {
        return session.sessionId();
    }

    RuleSet rules() {
        return RuleVersions.of(transaction, session);
    }
}

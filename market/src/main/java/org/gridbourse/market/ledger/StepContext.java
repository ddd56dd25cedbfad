package org.gridbourse.market.ledger;

import org.gridbourse.market.rules.RuleSet;

/** What a step of a change of phase works with. */
record StepContext(Transaction transaction, SessionRecord session, Accounts accounts, Budget budget) {

    String sessionId() {
        return session.sessionId();
    }

    RuleSet rules() {
        return RuleVersions.of(transaction, session);
    }
}

package org.gridbourse.gateway.session;

import org.gridbourse.gateway.web.BadInputException;

/** A session that this instance leads, and how long it waits in each of its phases. */
record SessionRun(String sessionId, Windows windows) {
    private static final int ID_MAX = 64;

    SessionRun {
        // What the ledger takes is decided there; this much must hold for it to be kept here before it is sent.
        if (sessionId.length() > ID_MAX || sessionId.chars().anyMatch(Character::isISOControl)) {
            throw new BadInputException("sessionId", "must have at most %d printable characters".formatted(ID_MAX));
        }
    }
}

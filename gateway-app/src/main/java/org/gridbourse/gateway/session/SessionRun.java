package org.gridbourse.gateway.session;

import org.gridbourse.gateway.web.BadInputException;

/** A session that this instance leads, and how long it waits in each of its phases. */
record SessionRun(String sessionId, Windows windows) {
    private static final int ID_MAX = 64;

    SessionRun {
        if (sessionId.length() > ID_MAX) {
            throw new BadInputException("sessionId", "must have at most %d characters".formatted(ID_MAX));
        }
    }
}

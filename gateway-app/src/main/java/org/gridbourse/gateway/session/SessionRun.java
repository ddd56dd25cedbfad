package org.gridbourse.gateway.session;

/** A session that this instance advances. */
record SessionRun(String sessionId, Windows windows) {}

package org.gridbourse.gateway.projection;

/**
 * Something for the story of the day that is on no ledger.
 *
 * @param sessionId of which session
 * @param topic as in the story
 * @param text one sentence
 */
public record Remark(String sessionId, String topic, String text) {}

package org.gridbourse.cli.evidence;

/** One change of a credit score and its cause. */
public record CreditChange(String sessionId, String participantId, int before, int after, String cause) {}

package org.gridbourse.cli.evidence;

/** A participant as registered. */
public record Member(String participantId, String mspId, long tieLineWh) {}

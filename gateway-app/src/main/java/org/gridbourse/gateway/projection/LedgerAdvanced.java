package org.gridbourse.gateway.projection;

import java.util.Optional;

/** Told inside this instance after an event is in the database. */
public record LedgerAdvanced(long blockNumber, String name, Optional<String> sessionId) {}

package org.gridbourse.cli.evidence;

import java.util.OptionalLong;

/** How one period cleared; no price where nothing was traded. */
public record ClearedPeriod(String sessionId, int period, long volumeWh, OptionalLong clearingPriceMicroPerKwh) {}

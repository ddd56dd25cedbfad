package org.gridbourse.gateway.projection;

/** Told inside this instance when no events come in any more; it tries to connect again. */
public record StreamLost() {}

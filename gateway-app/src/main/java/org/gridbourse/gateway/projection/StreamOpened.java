package org.gridbourse.gateway.projection;

/** Told inside this instance when the peer is reached and events can come in. */
public record StreamOpened() {}

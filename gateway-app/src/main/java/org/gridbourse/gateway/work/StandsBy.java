package org.gridbourse.gateway.work;

/** This instance leads nothing; another one does. */
public record StandsBy() {}

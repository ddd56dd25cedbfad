package org.gridbourse.gateway.projection;

/** One part of the projection; all parts see each event once, in one database transaction with the checkpoint. */
public interface ProjectionPart {
    void apply(LedgerEvent event);
}

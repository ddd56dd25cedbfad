package org.gridbourse.gateway.agent;

/** Something that a step needs is not there yet; it is tried again when the ledger has moved. */
final class NotReadyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotReadyException(String message) {
        super(message);
    }
}

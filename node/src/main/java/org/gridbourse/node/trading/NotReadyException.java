package org.gridbourse.node.trading;

/** Something that a step needs is not there yet; it is tried again when the ledger has moved. */
public final class NotReadyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotReadyException(String message) {
        super(message);
    }
}

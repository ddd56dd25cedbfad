package org.gridbourse.network.embedded.ledger;

/** The ledger on disk is not one that this network can go on with; the message says what is wrong with it. */
public final class DamagedLedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DamagedLedgerException(String message) {
        super(message);
    }
}

package org.gridbourse.gateway.web;

/** Something that this instance has not seen on the ledger. */
public final class NotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotFoundException(String what) {
        super(what + " is not on the ledger");
    }
}

package org.gridbourse.auditor;

/** What was given to audit cannot be read: no folder, no genesis block, one that cannot be trusted as it stands. */
public final class AuditInputException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message names the file and what is wrong with it */
    public AuditInputException(String message) {
        super(message);
    }
}

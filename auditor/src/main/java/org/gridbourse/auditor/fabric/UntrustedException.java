package org.gridbourse.auditor.fabric;

/** No chain leads from a certificate to a root of its organisation, or not such a one as its bearer needs. */
final class UntrustedException extends Exception {
    private static final long serialVersionUID = 1L;

    UntrustedException(String message) {
        super(message);
    }
}

package org.gridbourse.auditor.network;

/** The network does not answer, or not as it should. */
public final class NetworkAwayException extends Exception {
    private static final long serialVersionUID = 1L;

    NetworkAwayException(String address, Exception cause) {
        super("the peer at %s does not answer: %s".formatted(address, cause.getMessage()), cause);
    }
}

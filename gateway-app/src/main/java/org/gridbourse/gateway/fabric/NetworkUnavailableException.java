package org.gridbourse.gateway.fabric;

/** The network cannot be reached or cannot endorse at present; nothing was sent to be ordered. */
public final class NetworkUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NetworkUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

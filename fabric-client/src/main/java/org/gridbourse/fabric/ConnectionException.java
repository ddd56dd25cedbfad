package org.gridbourse.fabric;

/** What a client needs to use a network is not there or cannot be read; the message names the file. */
public final class ConnectionException extends Exception {
    private static final long serialVersionUID = 1L;

    public ConnectionException(String message) {
        super(message);
    }

    public ConnectionException(String message, Throwable cause) {
        super(message, cause);
    }
}

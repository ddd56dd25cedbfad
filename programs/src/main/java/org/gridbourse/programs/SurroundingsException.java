package org.gridbourse.programs;

/** Something outside our code is missing or in the way; the message says what to do about it. Exit code 3. */
public final class SurroundingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SurroundingsException(String message) {
        super(message);
    }

    public SurroundingsException(String message, Throwable cause) {
        super(message, cause);
    }
}

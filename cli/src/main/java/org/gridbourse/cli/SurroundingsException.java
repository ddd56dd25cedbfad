package org.gridbourse.cli;

/** Something outside the input is missing or broke; the message says what, and what to do about it. Exit code 3. */
public final class SurroundingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SurroundingsException(String message) {
        super(message);
    }

    public SurroundingsException(String message, Throwable cause) {
        super(message, cause);
    }
}

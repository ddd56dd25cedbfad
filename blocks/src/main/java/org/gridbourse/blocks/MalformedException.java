package org.gridbourse.blocks;

/** Bytes that are not what they should be; the message names the part that cannot be read. */
public final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedException(String message) {
        super(message);
    }

    public MalformedException(String part, Throwable cause) {
        super("%s cannot be read: %s".formatted(part, cause.getMessage()), cause);
    }
}

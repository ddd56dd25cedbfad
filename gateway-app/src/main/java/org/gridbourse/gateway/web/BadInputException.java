package org.gridbourse.gateway.web;

/** A field of a request that cannot be taken; the caller can put it right. */
public final class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    public BadInputException(String field, String detail) {
        super(field + " " + detail);
        this.field = field;
    }

    /** Which field of the body, such as {@code orders[2].steps[0].limitPrice}. */
    public String field() {
        return field;
    }

    /** The value of a field that must be there. */
    public static <T> T required(String field, T value) {
        if (value == null) {
            throw new BadInputException(field, "is missing");
        }
        return value;
    }
}

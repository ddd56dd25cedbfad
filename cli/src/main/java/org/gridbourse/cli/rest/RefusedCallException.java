package org.gridbourse.cli.rest;

import java.util.Set;

/** The gateway-app understood the call and said no; {@code code} is the market's refusal or the kind of bad input. */
public final class RefusedCallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Not known, not allowed, not there, in conflict, over, too often. */
    private static final Set<Integer> ANSWERS = Set.of(401, 403, 404, 409, 410, 429);

    private final int status;
    private final String code;

    RefusedCallException(int status, String code, String detail) {
        super(code + ": " + detail);
        this.status = status;
        this.code = code;
    }

    /** The stable code of the refusal. */
    public String code() {
        return code;
    }

    /** Whether the call itself was wrong, rather than what it asked for. */
    public boolean isBadInput() {
        return !ANSWERS.contains(status);
    }
}

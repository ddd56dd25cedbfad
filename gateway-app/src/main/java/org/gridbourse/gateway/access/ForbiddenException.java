package org.gridbourse.gateway.access;

/** The caller is known and may not do this. The same is said whether what was asked for exists or not. */
public final class ForbiddenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    public ForbiddenException(String code, String detail) {
        super(detail);
        this.code = code;
    }

    /** The stable code of the refusal. */
    public String code() {
        return code;
    }

    public static ForbiddenException notYours(String participantId) {
        return new ForbiddenException("NOT_YOURS", "participant %s is not yours".formatted(participantId));
    }
}

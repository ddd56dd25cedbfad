package org.gridbourse.market;

import java.util.Objects;

/** A request that the market refuses; nothing has changed. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final String detail;

    /**
     * @param refusal the stable reason
     * @param detail what was refused, with the figures, for people
     */
    public RefusedException(Refusal refusal, String detail) {
        super(refusal + "|" + detail);
        this.refusal = Objects.requireNonNull(refusal, "refusal");
        this.detail = Objects.requireNonNull(detail, "detail");
    }

    public Refusal refusal() {
        return refusal;
    }

    public String detail() {
        return detail;
    }
}

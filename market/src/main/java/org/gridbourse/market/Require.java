package org.gridbourse.market;

/** Refuses what does not hold. */
public final class Require {
    private Require() {}

    public static void that(boolean holds, Refusal otherwise, String detail, Object... arguments) {
        if (!holds) {
            throw refused(otherwise, detail, arguments);
        }
    }

    public static RefusedException refused(Refusal refusal, String detail, Object... arguments) {
        return new RefusedException(refusal, detail.formatted(arguments));
    }
}

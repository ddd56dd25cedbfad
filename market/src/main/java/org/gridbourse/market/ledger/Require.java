package org.gridbourse.market.ledger;

import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;

/** Refuses what does not hold. */
final class Require {
    private Require() {}

    static void that(boolean holds, Refusal otherwise, String detail, Object... arguments) {
        if (!holds) {
            throw refused(otherwise, detail, arguments);
        }
    }

    static RefusedException refused(Refusal refusal, String detail, Object... arguments) {
        return new RefusedException(refusal, detail.formatted(arguments));
    }
}

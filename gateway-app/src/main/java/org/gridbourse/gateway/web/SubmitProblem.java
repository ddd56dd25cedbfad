package org.gridbourse.gateway.web;

import org.gridbourse.gateway.fabric.SubmitOutcome;
import org.gridbourse.gateway.fabric.SubmitOutcome.Committed;
import org.gridbourse.gateway.fabric.SubmitOutcome.Conflict;
import org.gridbourse.gateway.fabric.SubmitOutcome.Refused;
import org.gridbourse.gateway.fabric.SubmitOutcome.Unknown;
import org.springframework.http.HttpStatus;

/** A transaction that a caller asked for and that is not on the ledger, or not known to be. */
public final class SubmitProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;

    private SubmitProblem(HttpStatus status, String code, String detail) {
        super(detail);
        this.status = status;
        this.code = code;
    }

    /** What is on the ledger, or a problem for the caller. */
    public static Committed require(SubmitOutcome outcome) {
        if (outcome instanceof Committed committed) {
            return committed;
        }
        if (outcome instanceof Refused refused) {
            throw new SubmitProblem(HttpStatus.CONFLICT, refused.code(), refused.detail());
        }
        if (outcome instanceof Conflict conflict) {
            throw new SubmitProblem(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "CONFLICT",
                    "other transactions were faster each time (%s); the same request may be sent again"
                            .formatted(conflict.reason()));
        }
        Unknown unknown = (Unknown) outcome;
        throw new SubmitProblem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "OUTCOME_UNKNOWN",
                "the peer could not say what became of transaction %s; the same request may be sent again"
                        .formatted(unknown.transactionId()));
    }

    HttpStatus status() {
        return status;
    }

    String code() {
        return code;
    }
}

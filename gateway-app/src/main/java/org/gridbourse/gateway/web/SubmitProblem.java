package org.gridbourse.gateway.web;

import java.time.DateTimeException;
import java.util.function.Supplier;
import org.gridbourse.gateway.fabric.SubmitOutcome;
import org.gridbourse.gateway.fabric.SubmitOutcome.Committed;
import org.gridbourse.gateway.fabric.SubmitOutcome.Conflict;
import org.gridbourse.gateway.fabric.SubmitOutcome.Refused;
import org.gridbourse.gateway.fabric.SubmitOutcome.Unknown;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.request.Request;
import org.springframework.http.HttpStatus;

/** A transaction that a caller asked for and that is not on the ledger, or not known to be. */
public final class SubmitProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The chaincode's code for a defect of its own. */
    private static final String INTERNAL = "INTERNAL";

    /** Characters of a body in a message. */
    private static final int BODY_SHOWN = 1_000;

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
            throw new SubmitProblem(status(refused.code()), refused.code(), withoutPosition(refused.detail()));
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

    /** What somebody must consent to first, and how: the ledger's detail names whose consent and the hash of the body. */
    static SubmitProblem consentNeeded(Refused refused, Request request) {
        String how = "%s. It is given at the gateway-app of the participant's organisation (POST /api/consents, or"
                + " gridbourse prosumer consent give --function %s --request BODY) for the body %s; then send this again";
        String body = Json.write(request.toJson());
        return new SubmitProblem(
                HttpStatus.CONFLICT,
                refused.code(),
                how.formatted(
                        withoutPosition(refused.detail()),
                        request.function(),
                        body.length() <= BODY_SHOWN ? body : body.substring(0, BODY_SHOWN) + "…"));
    }

    /** Builds a request; a value that no ledger would take is refused as the ledger would. */
    public static <T> T requireValid(Supplier<T> request) {
        try {
            return request.get();
        } catch (RefusedException refused) {
            String code = refused.refusal().name();
            throw new SubmitProblem(status(code), code, refused.detail());
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException invalid) {
            String code = Refusal.REQUEST_INVALID.name();
            throw new SubmitProblem(status(code), code, invalid.getMessage());
        }
    }

    /** Most refusals are answers; a value that no ledger would take is a mistake of the caller, a defect is ours. */
    private static HttpStatus status(String code) {
        if (code.equals(Refusal.REQUEST_INVALID.name())) {
            return HttpStatus.UNPROCESSABLE_CONTENT;
        }
        return code.equals(INTERNAL) ? HttpStatus.INTERNAL_SERVER_ERROR : HttpStatus.CONFLICT;
    }

    /** The contract names the line and column of the request as it was sent to it, which no caller has seen. */
    private static String withoutPosition(String detail) {
        return detail.replaceFirst("^line \\d+, column \\d+, \\$\\.?", "");
    }

    /** Whether the ledger said no, so that it certainly holds nothing of it. */
    public boolean isRefusal() {
        return !status.equals(HttpStatus.SERVICE_UNAVAILABLE);
    }

    HttpStatus status() {
        return status;
    }

    String code() {
        return code;
    }
}

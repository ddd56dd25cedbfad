package org.gridbourse.gateway.session;

import org.gridbourse.gateway.web.OperatorDesk;
import org.gridbourse.gateway.web.SubmitProblem;
import org.gridbourse.market.request.AnnounceSession;

/** Puts a session on the ledger, so that one that stands there is never without somebody who runs it. */
record SessionOpening(SessionRuns runs, OperatorDesk desk) {

    /**
     * The id of the transaction.
     *
     * @throws SubmitProblem if it is not on the ledger, or not known to be
     */
    String announce(SessionRun run, AnnounceSession request) {
        // kept first
        boolean isNew = runs.keep(run);
        try {
            return desk.submit(request).transactionId();
        } catch (SubmitProblem problem) {
            if (isNew && problem.isRefusal()) {
                runs.forget(run);
            }
            throw problem;
        }
    }
}

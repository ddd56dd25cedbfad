package org.gridbourse.gateway.web;

import java.util.Optional;
import org.gridbourse.gateway.fabric.MarketContract;
import org.gridbourse.gateway.fabric.QueryRefusedException;
import org.gridbourse.gateway.fabric.SubmitOutcome;
import org.gridbourse.gateway.fabric.SubmitOutcome.Committed;
import org.gridbourse.gateway.fabric.SubmitOutcome.Refused;
import org.gridbourse.gateway.fabric.Wallet;
import org.gridbourse.gateway.projection.Arrivals;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.request.Answer;
import org.gridbourse.market.request.AskSession;
import org.gridbourse.market.request.Request;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Sends what the operator asked for over REST and answers when it can be read back from this instance. */
@Component
@ConditionalOnProperty(name = "gridbourse.organisation", havingValue = "Grid")
public final class OperatorDesk {
    private final MarketContract contract;
    private final Wallet wallet;
    private final Arrivals arrivals;

    OperatorDesk(MarketContract contract, Wallet wallet, Arrivals arrivals) {
        this.contract = contract;
        this.wallet = wallet;
        this.arrivals = arrivals;
    }

    /** @throws SubmitProblem if it is not on the ledger, or not known to be */
    public Committed submit(Request request) {
        SubmitOutcome outcome = contract.submit(wallet.operator(), request);
        if (outcome instanceof Refused refused && refused.code().equals(Refusal.CONSENT_NEEDED.name())) {
            throw SubmitProblem.consentNeeded(refused, request);
        }
        Committed committed = SubmitProblem.require(outcome);
        Answer.read(committed.response()).key().ifPresent(arrivals::await);
        return committed;
    }

    /** A session as it stands on the ledger itself, which may be ahead of this instance's copy. */
    public Optional<SessionRecord> session(String sessionId) {
        try {
            return Optional.of(
                    AskSession.readSession(contract.evaluate(wallet.operator(), new AskSession(sessionId, false))));
        } catch (QueryRefusedException unknownOrNoId) {
            return Optional.empty();
        }
    }
}

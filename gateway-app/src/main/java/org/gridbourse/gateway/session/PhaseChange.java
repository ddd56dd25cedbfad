package org.gridbourse.gateway.session;

import org.gridbourse.gateway.fabric.MarketContract;
import org.gridbourse.gateway.fabric.NetworkUnavailableException;
import org.gridbourse.gateway.fabric.SubmitOutcome;
import org.gridbourse.gateway.fabric.SubmitOutcome.Committed;
import org.gridbourse.gateway.fabric.WalletIdentity;
import org.gridbourse.gateway.projection.RecordReader;
import org.gridbourse.gateway.projection.SessionState;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a session out of the phase that it is in, step by step, from the step that the ledger says is next. */
final class PhaseChange {
    private static final Logger log = LoggerFactory.getLogger(PhaseChange.class);

    private final MarketContract contract;
    private final WalletIdentity operator;

    PhaseChange(MarketContract contract, WalletIdentity operator) {
        this.contract = contract;
        this.operator = operator;
    }

    /** Whether the peers that must agree to every transaction do so at this moment. */
    boolean isPossible() {
        try {
            contract.requireEndorsement(operator);
            return true;
        } catch (NetworkUnavailableException away) {
            log.debug("nothing can be endorsed", away);
            return false;
        }
    }

    /** Whether the session left the phase; false if the ledger is elsewhere already or does not allow it yet. */
    boolean leave(SessionState state) {
        RecordReader ledger = ledgerState(state.sessionId());
        if (!ledger.text("phase").equals(state.phase().name())) {
            return false;
        }
        long step = ledger.number("step");
        while (true) {
            SubmitOutcome outcome = contract.submit(operator, "advanceSession", request(state, step));
            if (!(outcome instanceof Committed committed)) {
                log.warn("{} cannot leave {}: {}", state.sessionId(), state.phase(), outcome);
                return false;
            }
            if (read("advanceSession", committed.response()).flag("done")) {
                return true;
            }
            step++;
        }
    }

    private RecordReader ledgerState(String sessionId) {
        JsonObject question = JsonObject.builder()
                .put("sessionId", sessionId)
                .put("counts", false)
                .build();
        return read("session", contract.evaluate(operator, "session", question));
    }

    private static JsonObject request(SessionState state, long step) {
        return JsonObject.builder()
                .put("sessionId", state.sessionId())
                .put("from", state.phase().name())
                .put("step", step)
                .build();
    }

    private static RecordReader read(String what, String json) {
        return new RecordReader(what, (JsonObject) Json.parse(json));
    }
}

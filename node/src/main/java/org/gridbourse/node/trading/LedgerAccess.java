package org.gridbourse.node.trading;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StateRecord;
import org.gridbourse.market.request.Request;
import org.gridbourse.market.request.SubmitReadings;
import org.gridbourse.market.rules.RuleSet;

/** A node's way to the ledger: it reads what is known of it, and sends requests that are signed in its name. */
public interface LedgerAccess {
    /** The name of the channel, which orders and readings are bound to. */
    String channel();

    Optional<PhaseRecord> phase(String sessionId);

    Optional<SessionRecord> session(String sessionId);

    RuleSet rules(int version);

    <T extends StateRecord> Optional<T> find(String key, RecordType<T> type);

    /** The participant's own records of a type in a session. */
    <T extends StateRecord> List<T> own(RecordType<T> type, String sessionId);

    /** What the participant's trades that stand come to in each period, in Wh, bought positive, sold negative. */
    long[] tradedWh(SessionRecord session);

    /**
     * Sends a request; empty when it is on the ledger.
     *
     * @throws NotReadyException if it is not known yet what became of it
     */
    Optional<RefusedRequest> submit(Request request);

    /**
     * Hands in readings, which the market judges one by one.
     *
     * @return for each of them why it was refused, empty where it is on the ledger; only the first where all were refused
     * @throws NotReadyException if it is not known yet what became of them
     */
    List<Optional<RefusedRequest>> handIn(SubmitReadings readings);

    /** A request that the market or the network refused. */
    record RefusedRequest(String code, String detail) {
        /** Why, where it was the market that refused. */
        public Optional<Refusal> refusal() {
            return Refusal.named(code);
        }
    }
}

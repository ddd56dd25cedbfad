package org.gridbourse.market.ledger;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;

/** The market on a ledger: every transaction and every query, as functions of the committed state. */
public final class MarketLedger {
    private static final SortedSet<String> SUBMIT = sorted(List.of(
            "advanceSession",
            "announceSession",
            "approveRules",
            "cancelSession",
            "commitOrders",
            "declareOutage",
            "deposit",
            "deregisterParticipant",
            "exchangeMeter",
            "ping",
            "prepay",
            "proposeRules",
            "registerMeter",
            "registerParticipant",
            "revealOrders",
            "rotateMeterKey",
            "submitReadings",
            "updateParticipant",
            "withdraw",
            "withdrawOrders"));
    private static final SortedSet<String> QUERY = sorted(List.of(
            "account",
            "clearing",
            "commitment",
            "credit",
            "fills",
            "meters",
            "orders",
            "participant",
            "participants",
            "readings",
            "reconciliation",
            "rules",
            "session",
            "sessions",
            "statementOfAccount",
            "statements",
            "surveillance",
            "trade"));

    private final SignatureVerifier meterSignatures;

    public MarketLedger(SignatureVerifier meterSignatures) {
        this.meterSignatures = Objects.requireNonNull(meterSignatures, "meterSignatures");
    }

    /**
     * Executes a transaction on the given state.
     *
     * @throws RefusedException where the market refuses it: nothing changes
     */
    public Outcome submit(Invocation invocation, WorldState state) {
        throw new RefusedException(Refusal.FUNCTION_UNKNOWN, invocation.function() + meterSignatures);
    }

    /**
     * Answers a query on the given state.
     *
     * @throws RefusedException where the market refuses to answer
     */
    public String evaluate(Invocation invocation, WorldState state) {
        throw new RefusedException(Refusal.FUNCTION_UNKNOWN, invocation.function());
    }

    /** The names of the functions that write. */
    public static SortedSet<String> submitFunctions() {
        return SUBMIT;
    }

    /** The names of the functions that only read. */
    public static SortedSet<String> queryFunctions() {
        return QUERY;
    }

    private static SortedSet<String> sorted(List<String> names) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }
}

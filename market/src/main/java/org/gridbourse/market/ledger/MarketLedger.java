package org.gridbourse.market.ledger;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.query.AccountQueries;
import org.gridbourse.market.query.MarketQueries;
import org.gridbourse.market.query.Query;
import org.gridbourse.market.query.SupervisionQueries;
import org.gridbourse.market.signature.SignatureVerifier;
import org.gridbourse.market.state.Invocation;
import org.gridbourse.market.state.StateView;
import org.gridbourse.market.state.WorldState;
import org.gridbourse.market.transaction.Action;
import org.gridbourse.market.transaction.Cash;
import org.gridbourse.market.transaction.Clocks;
import org.gridbourse.market.transaction.Consents;
import org.gridbourse.market.transaction.Meters;
import org.gridbourse.market.transaction.Outages;
import org.gridbourse.market.transaction.Outcome;
import org.gridbourse.market.transaction.Participants;
import org.gridbourse.market.transaction.Prepayments;
import org.gridbourse.market.transaction.Proposals;
import org.gridbourse.market.transaction.Quotation;
import org.gridbourse.market.transaction.Readings;
import org.gridbourse.market.transaction.RuleVersions;
import org.gridbourse.market.transaction.SessionChange;
import org.gridbourse.market.transaction.Sessions;
import org.gridbourse.market.transaction.Transaction;

/** The market on a ledger: every transaction and every query, as functions of the committed state. */
public final class MarketLedger {
    private static final SortedMap<String, Action<?>> ACTIONS = actions(List.of(
            Clocks.actions(),
            Consents.actions(),
            Participants.actions(),
            Meters.actions(),
            Cash.actions(),
            Sessions.actions(),
            SessionChange.actions(),
            Quotation.actions(),
            Proposals.actions(),
            Prepayments.actions(),
            Readings.actions(),
            Outages.actions(),
            RuleVersions.actions()));
    private static final SortedMap<String, Query<?>> QUERIES =
            queries(List.of(MarketQueries.queries(), AccountQueries.queries(), SupervisionQueries.queries()));

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
        Action<?> action = ACTIONS.get(invocation.function());
        if (action == null) {
            throw unknown(invocation);
        }
        return action.run(new Transaction(invocation, state, meterSignatures));
    }

    /**
     * Answers a query on the given state.
     *
     * @throws RefusedException where the market refuses to answer
     */
    public String evaluate(Invocation invocation, WorldState state) {
        Query<?> query = QUERIES.get(invocation.function());
        if (query == null) {
            throw unknown(invocation);
        }
        return query.run(new StateView(invocation, state));
    }

    /** The names of the functions that write. */
    public static SortedSet<String> submitFunctions() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(ACTIONS.keySet()));
    }

    /** The names of the functions that only read. */
    public static SortedSet<String> queryFunctions() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(QUERIES.keySet()));
    }

    private static RefusedException unknown(Invocation invocation) {
        return new RefusedException(Refusal.FUNCTION_UNKNOWN, "there is no function " + invocation.function());
    }

    private static SortedMap<String, Action<?>> actions(List<List<Action<?>>> groups) {
        SortedMap<String, Action<?>> actions = new TreeMap<>();
        groups.forEach(group -> group.forEach(action -> actions.put(action.name(), action)));
        return actions;
    }

    private static SortedMap<String, Query<?>> queries(List<List<Query<?>>> groups) {
        SortedMap<String, Query<?>> queries = new TreeMap<>();
        groups.forEach(group -> group.forEach(query -> queries.put(query.name(), query)));
        return queries;
    }
}

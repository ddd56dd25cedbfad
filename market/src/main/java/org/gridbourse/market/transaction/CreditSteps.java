package org.gridbourse.market.transaction;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gridbourse.market.credit.CreditCause;
import org.gridbourse.market.credit.CreditChange;
import org.gridbourse.market.credit.CreditScore;
import org.gridbourse.market.credit.SessionDelivery;
import org.gridbourse.market.credit.SessionDelivery.PeriodDelivery;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.CommitRecord;
import org.gridbourse.market.record.CreditEventRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.transaction.FinalStatements.Final;

/** Steps that close a session: credit is booked, holds end, suspended participants come back. */
final class CreditSteps {
    private CreditSteps() {}

    /** Books a change of a participant's score. */
    static void book(StepContext context, String participantId, CreditChange change) {
        AccountRecord account = context.transaction().account(participantId);
        context.transaction()
                .put(new CreditEventRecord(
                        participantId, context.sessionId(), context.rules().version(), change));
        long waited = change.cause() == CreditCause.REINSTATED ? 0 : account.suspendedMinutes();
        context.transaction().put(account.withCredit(change.afterMilli(), waited));
    }

    /** Everybody with statements: credit for what was delivered, and the hold ends. */
    static Optional<String> credit(StepContext context, String cursor) {
        SessionTrades trades = SessionTrades.of(context.transaction(), context.session());
        context.transaction().readAhead("participant");
        SessionWalk walk = FinalSteps.walk(context, trades, cursor);
        while (walk.hasNext()) {
            SessionWalk.Stop stop = walk.next();
            if (context.isSpent()) {
                return Optional.of(stop.participantId());
            }
            if (stop.has("statement")) {
                context.budget().written();
                credit(context, trades, stop);
            }
        }
        return Optional.empty();
    }

    private static void credit(StepContext context, SessionTrades trades, SessionWalk.Stop stop) {
        String participantId = stop.participantId();
        AccountRecord account = released(trades, context.transaction().account(participantId));
        context.transaction().put(account);
        Set<Integer> excused = FinalSteps.outages(context, participantId);
        FinalStatements finals = FinalStatements.of(trades, stop);
        Energy limit = limit(context, trades, participantId);
        new CreditScore(context.rules(), account.creditMilli())
                .afterDelivery(
                        delivery(context.session(), limit, finals, excused),
                        delivery(context.session(), limit, finals, new TreeSet<>()))
                .ifPresent(change -> book(context, participantId, change));
    }

    /** L of the commitment; of who has none, the one that held when the session began. */
    private static Energy limit(StepContext context, SessionTrades trades, String participantId) {
        for (SessionTrades.Market market : trades.markets()) {
            Optional<CommitRecord> commit =
                    Quotation.lastCommit(context.transaction(), market.session().sessionId(), participantId);
            if (commit.isPresent()) {
                return commit.get().terms().limits().larger();
            }
        }
        return context.transaction()
                .participant(participantId)
                .limitsAt(context.session().registeredBy(0))
                .larger();
    }

    private static SessionDelivery delivery(
            SessionRecord session, Energy limit, FinalStatements finals, Set<Integer> excused) {
        List<PeriodDelivery> contracts = new ArrayList<>();
        int unmeasured = 0;
        for (Final each : finals.all()) {
            if (!excused.contains(each.period())) {
                unmeasured += each.record().quality().compareTo(Quality.SUBSTITUTED) > 0 ? 1 : 0;
                if (!each.statement().contracted().isZero()) {
                    contracts.add(new PeriodDelivery(
                            each.statement().contracted(), each.statement().missed()));
                }
            }
        }
        return new SessionDelivery(limit, session.minutes(), session.periods() - excused.size(), contracts, unmeasured);
    }

    /** Everybody who was suspended while the session closed, and kept out of it, has waited for its length more. */
    static Optional<String> wayBack(StepContext context, String cursor) {
        SessionTrades trades = SessionTrades.of(context.transaction(), context.session());
        String prefix = Keys.all("account");
        String start = cursor.isEmpty() ? prefix : Keys.account(cursor);
        Iterator<StateEntry> entries = context.transaction().entries(prefix, start);
        while (entries.hasNext()) {
            StateEntry entry = entries.next();
            if (context.isSpent()) {
                return Optional.of(Keys.lastPart(entry.key()));
            }
            context.budget().read();
            AccountRecord account =
                    releasedNow(context, trades, context.transaction().latest(entry, RecordType.ACCOUNT));
            if (hasWaited(context, trades, account)) {
                context.budget().written();
                wait(
                        context,
                        account.withCredit(
                                account.creditMilli(),
                                account.suspendedMinutes() + context.session().minutes()));
            }
        }
        return Optional.empty();
    }

    /** Whoever took part and has no statement is free now as well. */
    private static AccountRecord releasedNow(StepContext context, SessionTrades trades, AccountRecord account) {
        AccountRecord released = released(trades, account);
        if (!released.equals(account)) {
            context.budget().written();
            context.transaction().put(released);
        }
        return released;
    }

    /** Without what was locked and held for the session and those that add to it. */
    private static AccountRecord released(SessionTrades trades, AccountRecord account) {
        AccountRecord released = account;
        for (SessionTrades.Market market : trades.markets()) {
            String sessionId = market.session().sessionId();
            released = released.isConcernedBy(sessionId) ? released.without(sessionId) : released;
        }
        return released;
    }

    /** Suspended, and not only just now by this very closing; without arrears, and without a commitment in the session. */
    private static boolean hasWaited(StepContext context, SessionTrades trades, AccountRecord account) {
        boolean suspended = context.rules().termsAt(account.creditScore()).isSuspended();
        if (!suspended || account.hasArrears() || hasCommitted(context, trades, account.participantId())) {
            return false;
        }
        for (CreditCause closing : List.of(CreditCause.DELIVERY, CreditCause.ESTIMATED)) {
            String key = Keys.creditEvent(account.participantId(), context.sessionId(), closing.name());
            Optional<CreditEventRecord> event = context.transaction().find(key, RecordType.CREDIT_EVENT);
            if (event.isPresent()) {
                return context.rules().termsAt(event.get().change().before()).isSuspended();
            }
        }
        return true;
    }

    private static boolean hasCommitted(StepContext context, SessionTrades trades, String participantId) {
        return trades.markets().stream().anyMatch(market -> Quotation.lastCommit(
                        context.transaction(), market.session().sessionId(), participantId)
                .isPresent());
    }

    private static void wait(StepContext context, AccountRecord waited) {
        context.transaction().put(waited);
        new CreditScore(context.rules(), waited.creditMilli())
                .wayBack(waited.suspendedMinutes(), waited.hasArrears())
                .ifPresent(change -> book(context, waited.participantId(), change));
    }
}

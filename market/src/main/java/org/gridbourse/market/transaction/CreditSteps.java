package org.gridbourse.market.transaction;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gridbourse.market.credit.CreditCause;
import org.gridbourse.market.credit.CreditChange;
import org.gridbourse.market.credit.CreditScore;
import org.gridbourse.market.credit.SessionDelivery;
import org.gridbourse.market.credit.SessionDelivery.PeriodDelivery;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.CreditEventRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.OutageRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.StatementRecord;
import org.gridbourse.market.state.StateEntry;

/** Steps that close a session: credit is booked, holds end, suspended participants come back. */
final class CreditSteps {
    private static final String STATEMENT = "statement";

    private CreditSteps() {}

    /** Books a change of a participant's score. */
    static void book(StepContext context, String participantId, CreditChange change) {
        AccountRecord account = context.transaction().account(participantId);
        context.transaction()
                .put(new CreditEventRecord(
                        participantId, context.sessionId(), context.rules().version(), change));
        int waited = change.cause() == CreditCause.REINSTATED ? 0 : account.suspendedSessions();
        context.transaction().put(account.withCredit(change.after(), waited));
    }

    /** Everybody with statements: credit for what was delivered, and the hold ends. */
    static Optional<String> credit(StepContext context, String cursor) {
        List<OutageRecord> outages =
                context.transaction().list(Keys.all("outage", context.sessionId()), RecordType.OUTAGE);
        context.transaction().readAhead("account", "participant");
        SessionWalk walk = new SessionWalk(context.transaction(), context.sessionId(), cursor, List.of(STATEMENT));
        while (walk.hasNext()) {
            SessionWalk.Stop stop = walk.next();
            if (context.isSpent()) {
                return Optional.of(stop.participantId());
            }
            context.budget().written();
            credit(context, stop.participantId(), stop.list(STATEMENT, RecordType.STATEMENT), outages);
        }
        return Optional.empty();
    }

    private static void credit(
            StepContext context, String participantId, List<StatementRecord> statements, List<OutageRecord> outages) {
        AccountRecord account = context.transaction().account(participantId);
        context.transaction().put(account.without(context.sessionId()));
        Set<Integer> excluded = new TreeSet<>();
        for (OutageRecord outage : outages) {
            if (outage.concerns(participantId)) {
                excluded.addAll(outage.periods());
            }
        }
        SortedMap<Integer, StatementRecord> last = new TreeMap<>();
        statements.forEach(statement -> last.put(statement.period(), statement));
        List<PeriodDelivery> contracts = new ArrayList<>();
        for (StatementRecord statement : last.values()) {
            boolean counts = !excluded.contains(statement.period())
                    && !statement.figures().contracted().isZero();
            if (counts) {
                contracts.add(new PeriodDelivery(
                        statement.figures().contracted(),
                        statement.figures().missed(),
                        statement.quality() == Quality.ESTIMATED));
            }
        }
        SessionDelivery delivery = new SessionDelivery(
                context.transaction().participant(participantId).tieLine(),
                context.session().periods() - excluded.size(),
                contracts);
        new CreditScore(context.rules(), account.creditScore())
                .afterDelivery(delivery)
                .ifPresent(change -> book(context, participantId, change));
    }

    /** Everybody who was suspended while the session closed has waited for one session more. */
    static Optional<String> wayBack(StepContext context, String cursor) {
        String prefix = Keys.all("account");
        String start = cursor.isEmpty() ? prefix : Keys.account(cursor);
        Iterator<StateEntry> entries = context.transaction().entries(prefix, start);
        while (entries.hasNext()) {
            StateEntry entry = entries.next();
            if (context.isSpent()) {
                return Optional.of(Keys.lastPart(entry.key()));
            }
            context.budget().read();
            AccountRecord account = released(context, context.transaction().latest(entry, RecordType.ACCOUNT));
            if (wasSuspended(context, account)) {
                context.budget().written();
                wait(context, account.withCredit(account.creditScore(), account.suspendedSessions() + 1));
            }
        }
        return Optional.empty();
    }

    /** Whoever took part and has no statement is free now as well. */
    private static AccountRecord released(StepContext context, AccountRecord account) {
        if (!account.isConcernedBy(context.sessionId())) {
            return account;
        }
        context.budget().written();
        AccountRecord released = account.without(context.sessionId());
        context.transaction().put(released);
        return released;
    }

    /** Suspended, and not only just now by this very closing. */
    private static boolean wasSuspended(StepContext context, AccountRecord account) {
        if (!context.rules().termsAt(account.creditScore()).isSuspended()) {
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

    private static void wait(StepContext context, AccountRecord waited) {
        context.transaction().put(waited);
        new CreditScore(context.rules(), waited.creditScore())
                .wayBack(waited.suspendedSessions(), waited.hasArrears())
                .ifPresent(change -> book(context, waited.participantId(), change));
    }
}

package org.gridbourse.market.transaction;

import java.util.ArrayList;
import java.util.Collection;
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
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.CreditEventRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.OutageRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StatementRecord;
import org.gridbourse.market.record.StatementRecord.Figures;
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
        long waited = change.cause() == CreditCause.REINSTATED ? 0 : account.suspendedMinutes();
        context.transaction().put(account.withCredit(change.afterMilli(), waited));
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
        Set<Integer> excused = new TreeSet<>();
        for (OutageRecord outage : outages) {
            if (outage.concerns(participantId)) {
                excused.addAll(outage.periods());
            }
        }
        SortedMap<Integer, StatementRecord> last = new TreeMap<>();
        statements.forEach(statement -> last.put(statement.period(), statement));
        Energy limit = context.transaction().participant(participantId).tieLine();
        new CreditScore(context.rules(), account.creditMilli())
                .afterDelivery(
                        delivery(context.session(), limit, last.values(), excused),
                        delivery(context.session(), limit, last.values(), new TreeSet<>()))
                .ifPresent(change -> book(context, participantId, change));
    }

    private static SessionDelivery delivery(
            SessionRecord session, Energy limit, Collection<StatementRecord> statements, Set<Integer> excused) {
        List<PeriodDelivery> contracts = new ArrayList<>();
        int unmeasured = 0;
        for (StatementRecord statement : statements) {
            if (!excused.contains(statement.period())) {
                boolean estimated = statement.quality() == Quality.ESTIMATED;
                unmeasured += estimated ? 1 : 0;
                Figures figures = statement.figures();
                if (!figures.contracted().isZero()) {
                    // An estimate becomes final as nothing delivered and nothing taken.
                    contracts.add(new PeriodDelivery(
                            figures.contracted(), estimated ? figures.contracted() : figures.missed()));
                }
            }
        }
        return new SessionDelivery(limit, session.minutes(), session.periods() - excused.size(), contracts, unmeasured);
    }

    /** Everybody who was suspended while the session closed, and kept out of it, has waited for its length more. */
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
            if (hasWaited(context, account)) {
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
    private static AccountRecord released(StepContext context, AccountRecord account) {
        if (!account.isConcernedBy(context.sessionId())) {
            return account;
        }
        context.budget().written();
        AccountRecord released = account.without(context.sessionId());
        context.transaction().put(released);
        return released;
    }

    /** Suspended, and not only just now by this very closing; without arrears, and without a commitment in the session. */
    private static boolean hasWaited(StepContext context, AccountRecord account) {
        boolean suspended = context.rules().termsAt(account.creditScore()).isSuspended();
        if (!suspended
                || account.hasArrears()
                || context.transaction()
                        .last(Keys.inSession("commit", context.sessionId(), account.participantId()), RecordType.COMMIT)
                        .isPresent()) {
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
        new CreditScore(context.rules(), waited.creditMilli())
                .wayBack(waited.suspendedMinutes(), waited.hasArrears())
                .ifPresent(change -> book(context, waited.participantId(), change));
    }
}

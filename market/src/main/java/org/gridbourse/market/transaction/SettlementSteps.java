package org.gridbourse.market.transaction;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.credit.CreditCause;
import org.gridbourse.market.delivery.PeriodEnergy;
import org.gridbourse.market.prepayment.Prepayment;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.AccountRecord.Lock;
import org.gridbourse.market.record.DefaultRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.MeterRecord;
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.record.PrepaymentRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StatementRecord;
import org.gridbourse.market.record.StatementRecord.Figures;
import org.gridbourse.market.settlement.Settlement;
import org.gridbourse.market.settlement.Statement;
import org.gridbourse.market.state.StateView;
import org.gridbourse.market.trade.Trade;
import org.gridbourse.market.transaction.Settling.ExpectedMeters;
import org.gridbourse.market.transaction.Settling.Settled;

/** Steps that settle a session, and the corrections that follow readings which come later. */
final class SettlementSteps {
    private static final String FILL = "fill";
    private static final String PREPAYMENT = "prepayment";
    private static final String OPENING = "opening";
    private static final String READING = "reading";

    private SettlementSteps() {}

    /** Writes the statements of everybody who has a trade or a reading. */
    static Optional<String> settle(StepContext context, String cursor) {
        Set<String> defaulters = defaulters(context.transaction(), context.sessionId());
        context.transaction().readAhead("account", "participant");
        SessionWalk walk = new SessionWalk(
                context.transaction(), context.sessionId(), cursor, List.of(FILL, PREPAYMENT, OPENING, READING));
        while (walk.hasNext()) {
            SessionWalk.Stop stop = walk.next();
            if (context.isSpent()) {
                return Optional.of(stop.participantId());
            }
            context.budget().read();
            try {
                settle(context, stop, defaulters);
            } catch (RefusedException refused) {
                throw new RefusedException(
                        refused.refusal(), "%s: %s".formatted(stop.participantId(), refused.detail()));
            }
        }
        return Optional.empty();
    }

    /** All who did not prepay. */
    private static Set<String> defaulters(StateView view, String sessionId) {
        Set<String> defaulters = new TreeSet<>();
        for (DefaultRecord record : view.list(Keys.all("default", sessionId), RecordType.DEFAULT)) {
            if (record.cause() == CreditCause.PREPAYMENT_DEFAULT) {
                defaulters.add(record.participantId());
            }
        }
        return defaulters;
    }

    private static void settle(StepContext context, SessionWalk.Stop stop, Set<String> defaulters) {
        ParticipantRecord participant = context.transaction().participant(stop.participantId());
        Settling settling = new Settling(
                context.session(),
                participant,
                stop.list(FILL, RecordType.FILL),
                defaulters,
                MeterReadings.byMeter(stop.list(OPENING, RecordType.OPENING), stop.list(READING, RecordType.READING)),
                expected(context.transaction(), context.session()));
        Optional<PrepaymentRecord> prepayment = stop.last(PREPAYMENT, RecordType.PREPAYMENT);
        for (Settled settled : settling.statements()) {
            context.budget().written();
            first(context.transaction(), context.accounts(), context.session(), settled, prepayment);
        }
    }

    /** An exchanged meter is expected no more, one that took its place from then on. */
    private static ExpectedMeters expected(StateView view, SessionRecord session) {
        Map<String, Optional<MeterRecord>> meters = new TreeMap<>();
        return (meterId, period) -> meters.computeIfAbsent(meterId, id -> view.find(Keys.meter(id), RecordType.METER))
                .filter(meter -> meter.isExpected(session, period))
                .isPresent();
    }

    private static void first(
            Transaction transaction,
            Accounts accounts,
            SessionRecord session,
            Settled settled,
            Optional<PrepaymentRecord> prepayment) {
        Statement statement = settled.statement();
        Settlement settlement = Settlement.first(
                statement, transaction.account(statement.participantId()).balances(), bond(statement, prepayment));
        write(transaction, accounts, session, settled, 1, settlement, Money.ZERO);
    }

    /** What a seller has pledged for the trades of the period that are not void. */
    private static Money bond(Statement statement, Optional<PrepaymentRecord> prepayment) {
        Money bond = Money.ZERO;
        for (Trade trade : statement.contract().sales()) {
            bond = bond.plus(Prepayment.performanceBond(prepayment.orElseThrow().rate(), trade, statement.tariff()));
        }
        return bond;
    }

    private static void write(
            Transaction transaction,
            Accounts accounts,
            SessionRecord session,
            Settled settled,
            int revision,
            Settlement settlement,
            Money netBefore) {
        String participantId = settled.statement().participantId();
        Figures figures = Figures.of(settled.statement());
        accounts.apply(session.sessionId(), settlement.journal());
        transaction.put(new StatementRecord(
                session.sessionId(),
                participantId,
                settled.period(),
                revision,
                settled.quality(),
                figures,
                settlement.balances().arrears(),
                settlement.journal()));
        AccountRecord account = transaction.account(participantId);
        Lock lock = account.lock(session.sessionId());
        Money hold = lock.hold().plus(figures.net().max(Money.ZERO)).minus(netBefore.max(Money.ZERO));
        transaction.put(account.with(new Lock(session.sessionId(), lock.bidBond(), lock.escrow(), lock.bond(), hold)));
    }

    /**
     * Corrects the settled session of a participant by what its meters say now: a new revision of each statement that
     * differs, posted as differences.
     *
     * @return how many statements were written
     */
    static int correct(
            Transaction transaction,
            SessionRecord session,
            ParticipantRecord participant,
            SortedMap<String, MeterReadings> meters) {
        String participantId = participant.participantId();
        Settling settling = new Settling(
                session,
                participant,
                transaction.list(Keys.inSession(FILL, session.sessionId(), participantId), RecordType.FILL),
                defaulters(transaction, session.sessionId()),
                meters,
                expected(transaction, session));
        SortedMap<Integer, StatementRecord> written = new TreeMap<>();
        transaction
                .list(Keys.inSession("statement", session.sessionId(), participantId), RecordType.STATEMENT)
                .forEach(record -> written.put(record.period(), record));
        Accounts accounts = new Accounts(transaction);
        int corrected = 0;
        for (Settled settled : settling.statements()) {
            Optional<StatementRecord> before = Optional.ofNullable(written.get(settled.period()));
            if (before.isEmpty()) {
                first(transaction, accounts, session, settled, Optional.empty());
                corrected++;
            } else if (differs(settled, before.get())) {
                correct(transaction, accounts, session, settled, before.get());
                corrected++;
            }
        }
        return corrected;
    }

    private static boolean differs(Settled settled, StatementRecord before) {
        return settled.quality() != before.quality()
                || !settled.statement().metered().equals(before.figures().metered());
    }

    private static void correct(
            Transaction transaction,
            Accounts accounts,
            SessionRecord session,
            Settled settled,
            StatementRecord before) {
        Statement statement = settled.statement();
        Settlement settlement = Settlement.correction(
                statement.corrected(PeriodEnergy.of(before.figures().metered())),
                statement,
                transaction.account(statement.participantId()).balances());
        write(
                transaction,
                accounts,
                session,
                settled,
                before.revision() + 1,
                settlement,
                before.figures().net());
    }
}

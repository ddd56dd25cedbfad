package org.gridbourse.market.transaction;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gridbourse.market.money.Account;
import org.gridbourse.market.money.JournalWriter;
import org.gridbourse.market.money.Purse;
import org.gridbourse.market.money.Reason;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.OutageRecord;
import org.gridbourse.market.record.PayoutRecord;
import org.gridbourse.market.record.PayoutRecord.Cause;
import org.gridbourse.market.record.PoolRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.settlement.Settlement;
import org.gridbourse.market.transaction.FinalStatements.Final;

/**
 * Steps with which a session begins to be closed: estimates become final as nothing delivered and nothing taken, the grid
 * pays what declared outages broke, and it is counted what all delivered who share the fund.
 */
final class FinalSteps {
    private static final List<String> TYPES = List.of("statement", "fill", "prepayment");

    private FinalSteps() {}

    static Optional<String> finish(StepContext context, String cursor) {
        SessionTrades trades = SessionTrades.of(context.transaction(), context.session());
        SessionWalk walk = walk(context, trades, cursor);
        Energy delivered = PoolSteps.record(context).delivered();
        Optional<String> next = Optional.empty();
        while (walk.hasNext() && next.isEmpty()) {
            SessionWalk.Stop stop = walk.next();
            if (context.isSpent()) {
                next = Optional.of(stop.participantId());
            } else {
                context.budget().read();
                FinalStatements finals = FinalStatements.of(trades, stop);
                finals.all().forEach(each -> finish(context, each));
                payOutage(context, stop.participantId(), finals);
                delivered = delivered.plus(FundSteps.delivered(context, trades, stop.participantId(), finals));
            }
        }
        PoolRecord sums = PoolSteps.record(context);
        context.transaction().put(sums.sharing(delivered, sums.fund()));
        return next;
    }

    /** All who have a statement in a session, with their trades in it and in those that add to it. */
    static SessionWalk walk(StepContext context, SessionTrades trades, String cursor) {
        context.transaction().readAhead("account");
        return new SessionWalk(context.transaction(), context.sessionId(), cursor, TYPES)
                .and(context.transaction(), trades.addingIds(), cursor, List.of("fill", "prepayment"));
    }

    private static void finish(StepContext context, Final each) {
        if (each.isEstimated()) {
            context.budget().written();
            String participantId = each.record().participantId();
            Settlement settlement = Settlement.correction(
                    each.written(),
                    each.statement(),
                    context.transaction().account(participantId).balances());
            ParticipantDay.Period period = new ParticipantDay.Period(
                    each.period(),
                    each.statement(),
                    each.record().quality(),
                    Energy.ZERO,
                    each.record().meters());
            new StatementWriter(context.transaction(), context.accounts(), context.session())
                    .write(period, each.statement(), each.record().revision() + 1, settlement);
        }
    }

    /** The periods in which a declared outage concerned a participant. */
    static Set<Integer> outages(StepContext context, String participantId) {
        Set<Integer> periods = new TreeSet<>();
        for (OutageRecord outage :
                context.transaction().list(Keys.all("outage", context.sessionId()), RecordType.OUTAGE)) {
            if (outage.concerns(participantId)) {
                periods.addAll(outage.periods());
            }
        }
        return periods;
    }

    /** What its broken contracts cost a participant in an outage, it gets from the grid. */
    private static void payOutage(StepContext context, String participantId, FinalStatements finals) {
        Set<Integer> periods = outages(context, participantId);
        JournalWriter writer = new JournalWriter();
        Purse purse = new Purse(
                participantId, context.transaction().account(participantId).balances(), writer);
        for (Final each : finals.all()) {
            Money cost = periods.contains(each.period()) ? each.statement().costOfBrokenContract() : Money.ZERO;
            if (cost.isPositive()) {
                purse.receive(Account.GRID_CASH, cost, Reason.OUTAGE_COMPENSATION, Optional.empty());
            }
        }
        if (!writer.journal().postings().isEmpty()) {
            context.budget().written();
            PayoutRecord payout = new PayoutRecord(Cause.OUTAGE, context.sessionId(), participantId, writer.journal());
            context.transaction().put(payout);
            context.accounts().apply(context.session(), payout.journal());
        }
    }
}

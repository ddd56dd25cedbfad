package org.gridbourse.market.transaction;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.money.Account;
import org.gridbourse.market.money.JournalWriter;
import org.gridbourse.market.money.Purse;
import org.gridbourse.market.money.Reason;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.PayoutRecord;
import org.gridbourse.market.record.PayoutRecord.Cause;
import org.gridbourse.market.record.PoolRecord;
import org.gridbourse.market.settlement.FundShare;
import org.gridbourse.market.settlement.FundShare.Delivered;

/** The step that shares the fund among all that revealed, prepaid and delivered. */
final class FundSteps {
    private FundSteps() {}

    static Optional<String> share(StepContext context, String cursor) {
        if (cursor.isEmpty()) {
            PoolRecord sums = PoolSteps.record(context);
            context.transaction().put(sums.sharing(sums.delivered(), Accounts.fund(context.transaction())));
        }
        PoolRecord sums = PoolSteps.record(context);
        FundShare fund = new FundShare(sums.fund(), sums.delivered());
        SessionTrades trades = SessionTrades.of(context.transaction(), context.session());
        SessionWalk walk = FinalSteps.walk(context, trades, cursor);
        while (walk.hasNext() && fund.fund().isPositive()) {
            SessionWalk.Stop stop = walk.next();
            if (context.isSpent()) {
                return Optional.of(stop.participantId());
            }
            context.budget().read();
            List<Delivered> own = shares(context, trades, stop.participantId(), FinalStatements.of(trades, stop));
            pay(context, stop.participantId(), fund.of(own));
        }
        return Optional.empty();
    }

    private static void pay(StepContext context, String participantId, Money share) {
        if (share.isPositive()) {
            context.budget().written();
            JournalWriter writer = new JournalWriter();
            new Purse(
                            participantId,
                            context.transaction().account(participantId).balances(),
                            writer)
                    .receive(Account.FUND, share, Reason.FUND_SHARE, Optional.empty());
            PayoutRecord payout = new PayoutRecord(Cause.FUND, context.sessionId(), participantId, writer.journal());
            context.transaction().put(payout);
            context.accounts().apply(context.session(), payout.journal());
        }
    }

    /** Contract Wh that a participant delivered or took, which share the fund. */
    static Energy delivered(StepContext context, SessionTrades trades, String participantId, FinalStatements finals) {
        return Energy.sum(shares(context, trades, participantId, finals).stream()
                .map(Delivered::energy)
                .toList());
    }

    /** Nothing for who did not keep its word, in the session or in one that adds to it. */
    private static List<Delivered> shares(
            StepContext context, SessionTrades trades, String participantId, FinalStatements finals) {
        for (SessionTrades.Market market : trades.markets()) {
            if (context.transaction()
                    .any(Keys.inSession("default", market.session().sessionId(), participantId))) {
                return List.of();
            }
        }
        return finals.all().stream()
                .map(each -> new Delivered(
                        each.statement().delivered(), each.statement().tariff()))
                .filter(each -> !each.energy().isZero())
                .toList();
    }
}

package org.gridbourse.market.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gridbourse.market.credit.CreditCause;
import org.gridbourse.market.credit.CreditScore;
import org.gridbourse.market.money.Account;
import org.gridbourse.market.money.Journal;
import org.gridbourse.market.money.JournalWriter;
import org.gridbourse.market.money.JournalWriter.Transfer;
import org.gridbourse.market.money.Purse;
import org.gridbourse.market.money.Reason;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.prepayment.Prepayment;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.CommitRecord;
import org.gridbourse.market.record.DefaultRecord;
import org.gridbourse.market.record.DefaultRecord.VoidTrade;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.OrdersRecord;
import org.gridbourse.market.record.PositionRecord;
import org.gridbourse.market.record.PrepaymentRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.ReleaseRecord;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;

/** Steps for those who did not keep their word, and for cancelled sessions, in which nobody has to. */
final class DefaultSteps {
    private static final String COMMIT = "commit";
    private static final String ORDERS = "orders";

    private DefaultSteps() {}

    /** Bid bonds of those who committed and did not reveal go to the fund; storage orders are counted. */
    static Optional<String> forfeit(StepContext context, String cursor) {
        SessionWalk walk = new SessionWalk(context.transaction(), context.sessionId(), cursor, List.of(COMMIT, ORDERS));
        while (walk.hasNext()) {
            SessionWalk.Stop stop = walk.next();
            if (context.isSpent()) {
                return Optional.of(stop.participantId());
            }
            context.budget().read();
            Optional<OrdersRecord> valid = stop.last(ORDERS, RecordType.ORDERS).filter(OrdersRecord::isValid);
            valid.ifPresent(orders -> ProposalWindow.count(context, orders));
            if (valid.isEmpty()) {
                stop.last(COMMIT, RecordType.COMMIT)
                        .filter(commit -> commit.sealed().isPresent())
                        .ifPresent(commit -> forfeit(context, commit));
            }
        }
        ProposalWindow.open(context);
        return Optional.empty();
    }

    private static void forfeit(StepContext context, CommitRecord commit) {
        context.budget().written();
        JournalWriter writer = new JournalWriter();
        writer.transfer(new Transfer(
                Account.bidBond(commit.participantId()), Account.FUND, commit.bidBond(), Reason.BID_BOND_FORFEITED));
        Journal journal = writer.journal();
        context.transaction()
                .put(new DefaultRecord(
                        context.sessionId(),
                        commit.participantId(),
                        commit.revision(),
                        CreditCause.NOT_REVEALED,
                        commit.bidBond(),
                        List.of(),
                        journal));
        context.accounts().apply(context.session(), journal);
        CreditSteps.book(
                context,
                commit.participantId(),
                score(context, commit.participantId())
                        .notRevealed(context.session().minutes()));
    }

    private static CreditScore score(StepContext context, String participantId) {
        return new CreditScore(
                context.rules(), context.transaction().account(participantId).creditMilli());
    }

    /** Trades of those who did not prepay are void; their bid bonds are held until it is known what their partners lost. */
    static Optional<String> voidUnpaid(StepContext context, String cursor) {
        return Prepayments.eachUnpaid(context, cursor, (position, fills) -> voidTrades(context, position, fills));
    }

    private static void voidTrades(StepContext context, PositionRecord position, List<FillRecord> fills) {
        context.budget().written();
        Map<String, Optional<PrepaymentRecord>> prepayments = new TreeMap<>();
        List<TariffedTrade> trades = new ArrayList<>();
        for (FillRecord fill : fills) {
            Tariff tariff = context.session().tariffs().get(fill.period());
            for (Trade trade : fill.tradesWith(partner -> true)) {
                trades.add(new TariffedTrade(trade, tariff));
            }
            for (FillRecord.Part part : fill.parts()) {
                prepayments.computeIfAbsent(
                        part.partner(), partner -> Prepayments.of(context.transaction(), context.sessionId(), partner));
            }
        }
        Journal journal = journal(context, position, trades, prepayments);
        context.transaction()
                .put(new DefaultRecord(
                        context.sessionId(),
                        position.participantId(),
                        position.revision(),
                        CreditCause.PREPAYMENT_DEFAULT,
                        position.bidBond(),
                        voided(fills),
                        journal));
        context.accounts().apply(context.session(), journal);
        CreditSteps.book(
                context,
                position.participantId(),
                score(context, position.participantId())
                        .prepaymentDefault(context.session().minutes()));
    }

    /** A trade with the tariff of its period. */
    private record TariffedTrade(Trade trade, Tariff tariff) {}

    private static List<VoidTrade> voided(List<FillRecord> fills) {
        List<VoidTrade> voided = new ArrayList<>();
        for (FillRecord fill : fills) {
            for (FillRecord.Part part : fill.parts()) {
                voided.add(new VoidTrade(part.tradeId(), fill.period(), part.partner(), part.quantity()));
            }
        }
        return voided;
    }

    private static Journal journal(
            StepContext context,
            PositionRecord position,
            List<TariffedTrade> trades,
            Map<String, Optional<PrepaymentRecord>> prepayments) {
        JournalWriter writer = new JournalWriter();
        Map<String, Purse> purses = new TreeMap<>();
        prepayments.forEach((partner, prepayment) -> prepayment.ifPresent(present -> purses.put(
                partner,
                new Purse(partner, context.transaction().account(partner).balances(), writer))));
        for (TariffedTrade each : trades) {
            boolean defaulterBuys = each.trade().buyer().equals(position.participantId());
            String partner =
                    defaulterBuys ? each.trade().seller() : each.trade().buyer();
            prepayments.get(partner).ifPresent(prepayment -> {
                Side side = defaulterBuys ? Side.SELL : Side.BUY;
                returnLock(purses.get(partner), partner, side, each, prepayment);
            });
        }
        return writer.journal();
    }

    /** What a partner had locked for a trade returns, to the nano. */
    private static void returnLock(
            Purse purse, String partner, Side side, TariffedTrade each, PrepaymentRecord prepayment) {
        Optional<String> tradeId = Optional.of(each.trade().tradeId());
        if (side == Side.BUY) {
            purse.receive(
                    Account.escrow(partner),
                    Prepayment.escrow(each.trade(), each.tariff()),
                    Reason.ESCROW_RETURNED,
                    tradeId);
        } else {
            purse.receive(
                    Account.bond(partner),
                    Prepayment.performanceBond(prepayment.rate(), each.trade(), each.tariff()),
                    Reason.BOND_RETURNED,
                    tradeId);
        }
    }

    /** Bid bonds of a cancelled session return. */
    static Optional<String> release(StepContext context, String cursor) {
        SessionWalk walk = new SessionWalk(context.transaction(), context.sessionId(), cursor, List.of(COMMIT));
        while (walk.hasNext()) {
            SessionWalk.Stop stop = walk.next();
            if (context.isSpent()) {
                return Optional.of(stop.participantId());
            }
            context.budget().read();
            release(context, stop.last(COMMIT, RecordType.COMMIT).orElseThrow());
        }
        return Optional.empty();
    }

    private static void release(StepContext context, CommitRecord commit) {
        AccountRecord account = context.transaction().account(commit.participantId());
        if (account.isConcernedBy(context.sessionId())) {
            context.budget().written();
            Journal journal = Quotation.moveBidBond(account, context.sessionId(), Money.ZERO);
            context.transaction()
                    .put(new ReleaseRecord(context.sessionId(), commit.participantId(), commit.revision(), journal));
            context.accounts().apply(context.session(), journal);
            context.transaction()
                    .put(context.transaction().account(commit.participantId()).without(context.sessionId()));
        }
    }
}

package org.gridbourse.market.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.money.Account;
import org.gridbourse.market.money.JournalWriter;
import org.gridbourse.market.money.JournalWriter.Transfer;
import org.gridbourse.market.money.Purse;
import org.gridbourse.market.money.Reason;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.prepayment.Prepayment;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PositionRecord;
import org.gridbourse.market.record.PrepaymentRecord;
import org.gridbourse.market.record.PrepaymentRecord.PeriodLock;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.request.Prepay;
import org.gridbourse.market.rules.BondRate;
import org.gridbourse.market.state.Access;
import org.gridbourse.market.state.StateView;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;

/** Prepayment: all trades of a participant in a session at once. */
public final class Prepayments {
    private static final String POSITION = "position";
    private static final String PREPAYMENT = "prepayment";
    private static final String FILL = "fill";

    private Prepayments() {}

    public static List<Action<?>> actions() {
        return List.of(new Action<>(Prepay.FUNCTION, "Prepaid", Prepay::read, Prepayments::prepay));
    }

    private static JsonObject.Builder prepay(Transaction transaction, Prepay request) {
        Access.requireSelf(transaction, request.participantId());
        SessionRecord session = transaction.session(request.sessionId());
        Optional<PrepaymentRecord> existing = of(transaction, request.sessionId(), request.participantId());
        if (existing.isPresent()) {
            return answer(existing.get());
        }
        Sessions.requirePhase(transaction, request.sessionId(), Phase.PREPAYMENT);
        PositionRecord position = transaction
                .last(Keys.inSession("position", request.sessionId(), request.participantId()), RecordType.POSITION)
                .filter(PositionRecord::isMatched)
                .orElseThrow(() -> Require.refused(
                        Refusal.NOTHING_TO_PREPAY,
                        "participant %s has no trade in session %s",
                        request.participantId(),
                        request.sessionId()));
        AccountRecord account = transaction.account(request.participantId());
        PrepaymentRecord record = lock(session, position, fills(transaction, position), account);
        Require.that(
                record.needed().compareTo(available(session, account)) <= 0,
                Refusal.INSUFFICIENT_FUNDS,
                "prepayment needs %s, free in the wallet and in the bid bond are %s",
                record.needed(),
                available(session, account));
        transaction.put(record);
        new Accounts(transaction).apply(session, record.journal());
        return answer(record);
    }

    private static List<FillRecord> fills(Transaction transaction, PositionRecord position) {
        return transaction.list(
                Keys.inSession("fill", position.sessionId(), position.participantId()), RecordType.FILL);
    }

    private static Money available(SessionRecord session, AccountRecord account) {
        return account.free().plus(account.lock(session.sessionId()).bidBond());
    }

    /** Prepays for all who asked for it in their commitment and have what it takes; for the others it is a default. */
    static Optional<String> prepayForAll(StepContext context, String cursor) {
        context.transaction().readAhead("account");
        return eachUnpaid(context, cursor, (position, fills) -> {
            if (position.autoPrepay()) {
                prepayFor(context, position, fills);
            }
        });
    }

    /**
     * Every participant that was matched and has not prepaid, with its fills, from the cursor on as far as the budget goes.
     *
     * @return where to go on, if anywhere
     */
    static Optional<String> eachUnpaid(
            StepContext context, String cursor, BiConsumer<PositionRecord, List<FillRecord>> visit) {
        SessionWalk walk = new SessionWalk(
                context.transaction(), context.sessionId(), cursor, List.of(POSITION, PREPAYMENT, FILL));
        while (walk.hasNext()) {
            SessionWalk.Stop stop = walk.next();
            if (context.isSpent()) {
                return Optional.of(stop.participantId());
            }
            context.budget().read();
            if (!stop.has(PREPAYMENT)) {
                stop.last(POSITION, RecordType.POSITION)
                        .filter(PositionRecord::isMatched)
                        .ifPresent(position -> visit.accept(position, stop.list(FILL, RecordType.FILL)));
            }
        }
        return Optional.empty();
    }

    private static void prepayFor(StepContext context, PositionRecord position, List<FillRecord> fills) {
        AccountRecord account = context.transaction().account(position.participantId());
        PrepaymentRecord record = lock(context.session(), position, fills, account);
        if (record.needed().compareTo(available(context.session(), account)) <= 0) {
            context.budget().written();
            context.transaction().put(record);
            context.accounts().apply(context.session(), record.journal());
        }
    }

    /** The prepayment of a participant in a session. */
    public static Optional<PrepaymentRecord> of(StateView view, String sessionId, String participantId) {
        return view.last(Keys.inSession("prepayment", sessionId, participantId), RecordType.PREPAYMENT);
    }

    private static PrepaymentRecord lock(
            SessionRecord session, PositionRecord position, List<FillRecord> fills, AccountRecord account) {
        List<PeriodLock> periods = new ArrayList<>();
        List<Transfer> locks = new ArrayList<>();
        for (FillRecord fill : fills) {
            List<Transfer> ofPeriod = locks(fill, session.tariffs().get(fill.period()), position.rate());
            Money locked = Money.sum(ofPeriod.stream().map(Transfer::amount).toList());
            boolean buys = fill.side() == Side.BUY;
            periods.add(new PeriodLock(fill.period(), buys ? locked : Money.ZERO, buys ? Money.ZERO : locked));
            locks.addAll(ofPeriod);
        }
        JournalWriter writer = new JournalWriter();
        Money needed = Money.sum(locks.stream().map(Transfer::amount).toList());
        returnBidBond(writer, account, account.lock(session.sessionId()).bidBond(), needed);
        locks.forEach(writer::transfer);
        return new PrepaymentRecord(
                session.sessionId(),
                position.participantId(),
                position.revision(),
                position.rate(),
                periods,
                writer.journal());
    }

    /** The price of what is bought goes to escrow, the pledge for what is sold to the performance bond. */
    private static List<Transfer> locks(FillRecord fill, Tariff tariff, BondRate rate) {
        Account wallet = Account.wallet(fill.participantId());
        List<Transfer> locks = new ArrayList<>();
        for (Trade trade : fill.tradesWith(partner -> true)) {
            Optional<String> tradeId = Optional.of(trade.tradeId());
            locks.add(
                    fill.side() == Side.BUY
                            ? new Transfer(
                                    wallet,
                                    Account.escrow(fill.participantId()),
                                    Prepayment.escrow(trade, tariff),
                                    Reason.ESCROW_LOCKED,
                                    tradeId)
                            : new Transfer(
                                    wallet,
                                    Account.bond(fill.participantId()),
                                    Prepayment.performanceBond(rate, trade, tariff),
                                    Reason.BOND_LOCKED,
                                    tradeId));
        }
        return locks;
    }

    /** What of the bid bond is locked again at once only passes the wallet; what stays there repays arrears first. */
    private static void returnBidBond(JournalWriter writer, AccountRecord account, Money bidBond, Money needed) {
        Account from = Account.bidBond(account.participantId());
        Money again = bidBond.min(needed);
        writer.transfer(new Transfer(from, Account.wallet(account.participantId()), again, Reason.BID_BOND_RETURNED));
        new Purse(account.participantId(), account.balances(), writer)
                .receive(from, bidBond.minus(again), Reason.BID_BOND_RETURNED, Optional.empty());
    }

    private static JsonObject.Builder answer(PrepaymentRecord record) {
        return Action.answer(record)
                .put("escrowNano", record.escrow().nano())
                .put("bondNano", record.bond().nano());
    }
}

package org.gridbourse.market.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.ledger.PrepaymentRecord.PeriodLock;
import org.gridbourse.market.money.Account;
import org.gridbourse.market.money.JournalWriter;
import org.gridbourse.market.money.JournalWriter.Transfer;
import org.gridbourse.market.money.Reason;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.prepayment.Prepayment;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;

/** Prepayment: all trades of a participant in a session at once. */
final class Prepayments {
    private Prepayments() {}

    static List<Action<?>> actions() {
        return List.of(new Action<>("prepay", "Prepaid", Request::read, Prepayments::prepay));
    }

    private record Request(String sessionId, String participantId) {
        static Request read(Fields fields) {
            return new Request(Codecs.id(fields, "sessionId"), Codecs.participantId(fields, "participantId"));
        }
    }

    private static JsonObject.Builder prepay(Transaction transaction, Request request) {
        Access.requireSelf(transaction, request.participantId());
        SessionRecord session = transaction.session(request.sessionId());
        Optional<PrepaymentRecord> existing = of(transaction, request.sessionId(), request.participantId());
        if (existing.isPresent()) {
            return answer(existing.get());
        }
        Sessions.requirePhase(transaction, request.sessionId(), Phase.PREPAYMENT);
        PositionRecord position = transaction
                .last(Keys.inSession("position", request.sessionId(), request.participantId()), Type.POSITION)
                .filter(PositionRecord::isMatched)
                .orElseThrow(() -> Require.refused(
                        Refusal.NOTHING_TO_PREPAY,
                        "participant %s has no trade in session %s",
                        request.participantId(),
                        request.sessionId()));
        AccountRecord account = transaction.account(request.participantId());
        PrepaymentRecord record = lock(transaction, session, position, account);
        Money needed = record.escrow().plus(record.bond());
        Money available = account.balances()
                .wallet()
                .plus(account.lock(session.sessionId()).bidBond());
        Require.that(
                needed.compareTo(available) <= 0,
                Refusal.INSUFFICIENT_FUNDS,
                "prepayment needs %s, wallet and bid bond hold %s",
                needed,
                available);
        transaction.put(record);
        new Accounts(transaction).apply(session.sessionId(), record.journal());
        return answer(record);
    }

    /** The prepayment of a participant in a session. */
    static Optional<PrepaymentRecord> of(StateView view, String sessionId, String participantId) {
        return view.last(Keys.inSession("prepayment", sessionId, participantId), Type.PREPAYMENT);
    }

    private static PrepaymentRecord lock(
            Transaction transaction, SessionRecord session, PositionRecord position, AccountRecord account) {
        String participantId = position.participantId();
        Account wallet = Account.wallet(participantId);
        JournalWriter writer = new JournalWriter();
        writer.transfer(new Transfer(
                Account.bidBond(participantId),
                wallet,
                account.lock(session.sessionId()).bidBond(),
                Reason.BID_BOND_RETURNED));
        List<PeriodLock> periods = new ArrayList<>();
        for (FillRecord fill :
                transaction.list(Keys.inSession("fill", session.sessionId(), participantId), Type.FILL)) {
            Tariff tariff = session.tariffs().get(fill.period());
            Money escrow = Money.ZERO;
            Money bond = Money.ZERO;
            for (Trade trade : fill.tradesWith(partner -> true)) {
                Optional<String> tradeId = Optional.of(trade.tradeId());
                if (fill.side() == Side.BUY) {
                    Money price = Prepayment.escrow(trade, tariff);
                    writer.transfer(
                            new Transfer(wallet, Account.escrow(participantId), price, Reason.ESCROW_LOCKED, tradeId));
                    escrow = escrow.plus(price);
                } else {
                    Money pledge = Prepayment.performanceBond(position.rate(), trade, tariff);
                    writer.transfer(
                            new Transfer(wallet, Account.bond(participantId), pledge, Reason.BOND_LOCKED, tradeId));
                    bond = bond.plus(pledge);
                }
            }
            periods.add(new PeriodLock(fill.period(), escrow, bond));
        }
        return new PrepaymentRecord(
                session.sessionId(), participantId, position.revision(), position.rate(), periods, writer.journal());
    }

    private static JsonObject.Builder answer(PrepaymentRecord record) {
        return Action.answer(record)
                .put("escrowNano", record.escrow().nano())
                .put("bondNano", record.bond().nano());
    }
}

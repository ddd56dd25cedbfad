package org.gridbourse.market.transaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gridbourse.market.Utf8Order;
import org.gridbourse.market.credit.CreditCause;
import org.gridbourse.market.delivery.PeriodEnergy;
import org.gridbourse.market.money.Account;
import org.gridbourse.market.money.Journal;
import org.gridbourse.market.money.JournalWriter;
import org.gridbourse.market.money.JournalWriter.Transfer;
import org.gridbourse.market.money.Purse;
import org.gridbourse.market.money.Reason;
import org.gridbourse.market.prepayment.DefaultCompensation;
import org.gridbourse.market.prepayment.DefaultCompensation.Payment;
import org.gridbourse.market.record.CompensationRecord;
import org.gridbourse.market.record.DefaultRecord;
import org.gridbourse.market.record.DefaultRecord.VoidTrade;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StatementRecord;
import org.gridbourse.market.settlement.Contract;
import org.gridbourse.market.settlement.Statement;
import org.gridbourse.market.settlement.VoidTradeLosses;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;
import org.gridbourse.market.transaction.FinalStatements.Final;

/** The step in which the bid bonds of those who did not prepay make their partners good for what they really lost. */
final class CompensationSteps {
    private CompensationSteps() {}

    /** @param cursor {@code session/participant} of the next default, of the base session first */
    static Optional<String> compensate(StepContext context, String cursor) {
        SessionTrades trades = SessionTrades.of(context.transaction(), context.session());
        boolean begun = cursor.isEmpty();
        for (SessionTrades.Market market : trades.markets()) {
            SessionRecord session = market.session();
            for (DefaultRecord record :
                    context.transaction().list(Keys.all("default", session.sessionId()), RecordType.DEFAULT)) {
                String place = session.sessionId() + "/" + record.participantId();
                begun |= place.equals(cursor);
                if (begun && record.cause() == CreditCause.PREPAYMENT_DEFAULT) {
                    if (context.isSpent()) {
                        return Optional.of(place);
                    }
                    context.budget().written();
                    compensate(context, trades, session, record);
                }
            }
        }
        return Optional.empty();
    }

    private static void compensate(
            StepContext context, SessionTrades trades, SessionRecord session, DefaultRecord record) {
        DefaultCompensation compensation = DefaultCompensation.pay(record.bidBond(), losses(context, trades, record));
        Journal journal = journal(context, record, compensation);
        context.transaction()
                .put(new CompensationRecord(
                        record.sessionId(),
                        record.participantId(),
                        record.revision(),
                        compensation.payments(),
                        compensation.toFund(),
                        journal));
        context.accounts().apply(session, journal);
    }

    /** One per void trade whose partner prepaid, ascending trade id. */
    private static List<Payment> losses(StepContext context, SessionTrades trades, DefaultRecord record) {
        Set<String> partners = new TreeSet<>();
        Set<String> ids = new TreeSet<>();
        for (VoidTrade trade : record.voided()) {
            partners.add(trade.partner());
            ids.add(trade.tradeId());
        }
        List<Payment> losses = new ArrayList<>();
        for (String partner : partners) {
            losses(context, trades, partner).stream()
                    .filter(loss -> ids.contains(loss.tradeId()))
                    .forEach(losses::add);
        }
        losses.sort(Comparator.comparing(Payment::tradeId, Utf8Order.BYTES));
        return losses;
    }

    /** What a partner lost by all its void trades, with whomever: what it exported or took counts for one of them. */
    private static List<Payment> losses(StepContext context, SessionTrades trades, String partner) {
        SessionTrades.Source source = SessionTrades.source(context.transaction(), partner);
        SortedMap<Integer, List<Trade>> voidTrades = trades.voidTrades(partner, source);
        if (voidTrades.isEmpty()) {
            return List.of();
        }
        SortedMap<Integer, Contract> contracts = trades.contracts(partner, source);
        Map<Integer, Final> statements = new TreeMap<>();
        List<StatementRecord> written = context.transaction()
                .list(Keys.inSession("statement", context.sessionId(), partner), RecordType.STATEMENT);
        for (Final each :
                FinalStatements.of(trades, partner, written, contracts).all()) {
            statements.put(each.period(), each);
        }
        List<Payment> losses = new ArrayList<>();
        voidTrades.forEach((period, list) -> losses.addAll(
                statements.containsKey(period)
                        ? losses(statements.get(period), list)
                        : withoutStatement(trades, partner, period, list)));
        return losses;
    }

    private static List<Payment> losses(Final last, List<Trade> voidTrades) {
        return switch (last.record().quality()) {
            case MEASURED, SUBSTITUTED -> VoidTradeLosses.of(last.statement(), voidTrades);
            case ESTIMATED, UNMEASURED -> VoidTradeLosses.ofUnmeasured(last.statement(), voidTrades);
        };
    }

    private static List<Payment> withoutStatement(
            SessionTrades trades, String partner, int period, List<Trade> voidTrades) {
        Tariff tariff = trades.base().tariffs().get(period);
        return VoidTradeLosses.of(
                Statement.withGridAlone(new Contract(partner, List.of()), PeriodEnergy.NONE, tariff), voidTrades);
    }

    private static Journal journal(StepContext context, DefaultRecord record, DefaultCompensation compensation) {
        Account bidBond = Account.bidBond(record.participantId());
        JournalWriter writer = new JournalWriter();
        Map<String, Purse> purses = new TreeMap<>();
        for (Payment payment : compensation.payments()) {
            purses.computeIfAbsent(
                            payment.partner(),
                            partner -> new Purse(
                                    partner,
                                    context.transaction().account(partner).balances(),
                                    writer))
                    .receive(bidBond, payment.amount(), Reason.DEFAULT_COMPENSATION, Optional.of(payment.tradeId()));
        }
        writer.transfer(new Transfer(bidBond, Account.FUND, compensation.toFund(), Reason.BID_BOND_FORFEITED));
        return writer.journal();
    }
}

package org.gridbourse.market.transaction;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.money.Account;
import org.gridbourse.market.money.Journal;
import org.gridbourse.market.money.JournalWriter;
import org.gridbourse.market.money.JournalWriter.Transfer;
import org.gridbourse.market.money.Purse;
import org.gridbourse.market.money.Reason;
import org.gridbourse.market.quantity.MarketLimits;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.CashRecord;
import org.gridbourse.market.record.CashRecord.Direction;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.state.Access;

/** Deposits and withdrawals, by the operator, against issuance. */
public final class Cash {
    private Cash() {}

    public static List<Action<?>> actions() {
        return List.of(
                new Action<>("deposit", "Deposited", fields -> Request.read(fields, Direction.DEPOSIT), Cash::deposit),
                new Action<>(
                        "withdraw", "Withdrawn", fields -> Request.read(fields, Direction.WITHDRAWAL), Cash::withdraw));
    }

    private record Request(Direction direction, String id, String participantId, Money amount) {
        static Request read(Fields fields, Direction direction) {
            return new Request(
                    direction,
                    Codecs.id(fields, direction.idKey()),
                    Codecs.participantId(fields, "participantId"),
                    new Money(fields.number("amountNano", 1, Long.MAX_VALUE)));
        }

        CashRecord with(Journal journal) {
            return new CashRecord(direction, id, participantId, amount, journal);
        }
    }

    private static JsonObject.Builder deposit(Transaction transaction, Request request) {
        Access.requireOperator(transaction);
        ParticipantRecord participant = transaction.participant(request.participantId());
        if (isDone(transaction, request)) {
            return Action.answer(request.with(Journal.EMPTY));
        }
        Participants.requireActive(participant);
        JournalWriter writer = new JournalWriter();
        Purse purse = new Purse(
                request.participantId(),
                transaction.account(request.participantId()).balances(),
                writer);
        purse.receive(Account.ISSUANCE, request.amount(), Reason.DEPOSIT, Optional.empty());
        Require.that(
                purse.balances().wallet().compareTo(MarketLimits.WALLET_MAX) <= 0,
                Refusal.AMOUNT_OUT_OF_RANGE,
                "a deposit may fill a wallet up to %s, not to %s",
                MarketLimits.WALLET_MAX,
                purse.balances().wallet());
        return write(transaction, request, writer.journal());
    }

    private static JsonObject.Builder withdraw(Transaction transaction, Request request) {
        Access.requireOperator(transaction);
        transaction.participant(request.participantId());
        if (isDone(transaction, request)) {
            return Action.answer(request.with(Journal.EMPTY));
        }
        AccountRecord account = transaction.account(request.participantId());
        Money left = account.balances().wallet().minus(request.amount());
        Require.that(
                !left.isNegative(),
                Refusal.INSUFFICIENT_FUNDS,
                "the wallet holds %s, not %s",
                account.balances().wallet(),
                request.amount());
        Require.that(
                left.compareTo(account.held()) >= 0,
                Refusal.WITHDRAWAL_HELD,
                "%s must stay in the wallet until their sessions are closed, %s would",
                account.held(),
                left);
        JournalWriter writer = new JournalWriter();
        writer.transfer(new Transfer(
                Account.wallet(request.participantId()), Account.ISSUANCE, request.amount(), Reason.WITHDRAWAL));
        return write(transaction, request, writer.journal());
    }

    private static boolean isDone(Transaction transaction, Request request) {
        Optional<CashRecord> existing = transaction.find(request.direction().stateKey(request.id()), RecordType.CASH);
        existing.ifPresent(record -> Require.that(
                record.participantId().equals(request.participantId())
                        && record.amount().equals(request.amount()),
                Refusal.CONFLICTING_DUPLICATE,
                "%s is another",
                record.key()));
        return existing.isPresent();
    }

    private static JsonObject.Builder write(Transaction transaction, Request request, Journal journal) {
        CashRecord record = request.with(journal);
        transaction.put(record);
        new Accounts(transaction).apply(journal);
        return Action.answer(record);
    }
}

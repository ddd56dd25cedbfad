package org.gridbourse.market.transaction;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
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
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.request.MoveCash;
import org.gridbourse.market.state.Access;

/** Deposits and withdrawals, by the operator, against issuance. */
public final class Cash {
    private Cash() {}

    public static List<Action<?>> actions() {
        return List.of(
                new Action<>(MoveCash.DEPOSIT, "Deposited", MoveCash::readDeposit, Cash::deposit),
                new Action<>(MoveCash.WITHDRAW, "Withdrawn", MoveCash::readWithdrawal, Cash::withdraw));
    }

    private static JsonObject.Builder deposit(Transaction transaction, MoveCash request) {
        Access.requireOperator(transaction);
        ParticipantRecord participant = transaction.participant(request.participantId());
        if (isDone(transaction, request)) {
            return Action.answer(record(request, Journal.EMPTY));
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

    private static JsonObject.Builder withdraw(Transaction transaction, MoveCash request) {
        Access.requireOperator(transaction);
        ParticipantRecord participant = transaction.participant(request.participantId());
        if (isDone(transaction, request)) {
            return Action.answer(record(request, Journal.EMPTY));
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
        Consents.useOwn(transaction, participant, request.id());
        JournalWriter writer = new JournalWriter();
        writer.transfer(new Transfer(
                Account.wallet(request.participantId()), Account.ISSUANCE, request.amount(), Reason.WITHDRAWAL));
        return write(transaction, request, writer.journal());
    }

    private static CashRecord record(MoveCash request, Journal journal) {
        return new CashRecord(request.direction(), request.id(), request.participantId(), request.amount(), journal);
    }

    private static boolean isDone(Transaction transaction, MoveCash request) {
        Optional<CashRecord> existing = transaction.find(
                request.direction().stateKey(request.id()), request.direction().type());
        existing.ifPresent(record -> Require.that(
                record.participantId().equals(request.participantId())
                        && record.amount().equals(request.amount()),
                Refusal.CONFLICTING_DUPLICATE,
                "%s is another",
                record.key()));
        return existing.isPresent();
    }

    private static JsonObject.Builder write(Transaction transaction, MoveCash request, Journal journal) {
        CashRecord record = record(request, journal);
        transaction.put(record);
        new Accounts(transaction).apply(journal);
        return Action.answer(record);
    }
}

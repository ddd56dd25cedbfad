package org.gridbourse.market.transaction;

import org.gridbourse.market.money.Account;
import org.gridbourse.market.money.Journal;
import org.gridbourse.market.money.Posting;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.AccountRecord.Lock;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StatementRecord;
import org.gridbourse.market.record.StatementRecord.Figures;
import org.gridbourse.market.record.StatementRecord.Settled;
import org.gridbourse.market.settlement.Settlement;
import org.gridbourse.market.settlement.Statement;

/** Writes statements, carries their postings into the accounts, and holds what they pay until the session is closed. */
record StatementWriter(Transaction transaction, Accounts accounts, SessionRecord session) {

    void write(ParticipantDay.Period period, Statement statement, int revision, Settlement settlement) {
        accounts.apply(session, settlement.journal());
        transaction.put(new StatementRecord(
                session.sessionId(),
                statement.participantId(),
                period.period(),
                revision,
                period.quality(),
                period.advances(),
                new Settled(statement.energy(), period.estimated(), statement.pooled()),
                Figures.of(statement),
                settlement.balances().arrears(),
                settlement.journal()));
        hold(statement.participantId(), paid(statement.participantId(), settlement.journal()), revision);
    }

    /** What a journal brings into a wallet beyond what was the participant's own. */
    private static Money paid(String participantId, Journal journal) {
        Money paid = Money.ZERO;
        for (Posting posting : journal.postings()) {
            boolean counts = posting.account().equals(Account.wallet(participantId))
                    && !posting.reason().returnsOwnMoney();
            paid = counts ? paid.plus(posting.amount()) : paid;
        }
        return paid;
    }

    private void hold(String participantId, Money paid, int revision) {
        AccountRecord account = transaction.account(participantId);
        Lock lock = account.lock(session.sessionId());
        Money more = revision == 1 ? paid.max(Money.ZERO) : paid;
        transaction.put(account.with(new Lock(
                session.sessionId(),
                lock.bidBond(),
                lock.escrow(),
                lock.bond(),
                lock.hold().plus(more).max(Money.ZERO))));
    }
}

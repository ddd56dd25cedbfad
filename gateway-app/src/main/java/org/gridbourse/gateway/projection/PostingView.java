package org.gridbourse.gateway.projection;

import java.util.ArrayList;
import java.util.List;
import org.gridbourse.market.money.Account;
import org.gridbourse.market.money.Posting;
import org.gridbourse.market.money.Reason;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.JournalRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.RecordType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every posting of every journal as of the last event, and their sums.
 */
public final class PostingView implements ProjectionPart {
    private final JdbcClient database;
    private final JdbcTemplate batches;

    PostingView(JdbcTemplate batches) {
        this.database = JdbcClient.create(batches);
        this.batches = batches;
    }

    @Override
    public void apply(LedgerEvent event) {
        List<Object[]> rows = new ArrayList<>();
        for (LedgerRecord record : event.records()) {
            int line = 0;
            for (Posting posting : postings(record)) {
                rows.add(new Object[] {
                    event.transactionId(),
                    record.key(),
                    line++,
                    posting.account().name(),
                    posting.amount().nano(),
                    posting.reason().name(),
                    posting.tradeId().orElse(null)
                });
            }
        }
        batches.batchUpdate(
                "insert into posting (transaction_id, record_key, line, account, amount_nano, reason, trade_id)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                rows);
    }

    private static List<Posting> postings(LedgerRecord record) {
        return record.type()
                                .filter(type -> JournalRecord.class.isAssignableFrom(type.recordClass()))
                                .map(record::as)
                                .orElse(null)
                        instanceof JournalRecord moved
                ? moved.journal().postings()
                : List.of();
    }

    /** How many wallets all postings together leave below zero, which no rule allows. */
    public int walletsBelowZero() {
        return database.sql("select count(*) from (select account from posting where account like 'wallet:%'"
                        + " group by account having sum(amount_nano) < 0) as below")
                .query(Integer.class)
                .single();
    }

    /** What the defaults of a session moved on a participant's accounts for one reason. */
    public Money ofDefaults(String sessionId, String participantId, Reason reason) {
        return sum(Keys.all(RecordType.DEFAULT.name(), sessionId), participantId, reason)
                .plus(sum(Keys.all(RecordType.COMPENSATION.name(), sessionId), participantId, reason));
    }

    /** What the settlement of a session moved on a participant's accounts for one reason. */
    public Money ofStatements(String sessionId, String participantId, Reason reason) {
        return sum(Keys.all(RecordType.STATEMENT.name(), sessionId), participantId, reason);
    }

    private Money sum(String keyPrefix, String participantId, Reason reason) {
        return database.sql("select coalesce(sum(amount_nano), 0) as amount from posting where record_key >= ?"
                        + " and record_key < ? and reason = ? and account in (?, ?, ?, ?, ?)")
                .params(
                        keyPrefix,
                        Keys.after(keyPrefix),
                        reason.name(),
                        Account.wallet(participantId).name(),
                        Account.arrears(participantId).name(),
                        Account.bidBond(participantId).name(),
                        Account.escrow(participantId).name(),
                        Account.bond(participantId).name())
                .query((row, number) -> new Money(row.getLong("amount")))
                .single();
    }
}

package org.gridbourse.gateway.projection;

import org.gridbourse.market.money.Account;
import org.gridbourse.market.money.Reason;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.RecordType;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sums of postings as of the last event. */
public final class PostingView {
    private final JdbcClient database;

    PostingView(JdbcClient database) {
        this.database = database;
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

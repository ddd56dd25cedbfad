package org.gridbourse.gateway.projection;

import java.util.ArrayList;
import java.util.List;
import org.gridbourse.market.money.Posting;
import org.gridbourse.market.record.JournalRecord;
import org.springframework.jdbc.core.JdbcTemplate;

/** Every posting of every journal, for whoever adds up accounts. */
final class PostingProjection implements ProjectionPart {
    private final JdbcTemplate database;

    PostingProjection(JdbcTemplate database) {
        this.database = database;
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
        database.batchUpdate(
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
}

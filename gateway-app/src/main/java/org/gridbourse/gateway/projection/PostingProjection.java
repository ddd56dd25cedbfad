package org.gridbourse.gateway.projection;

import java.util.ArrayList;
import java.util.List;
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
            for (RecordReader posting : RecordReader.of(record).objects("journal")) {
                rows.add(new Object[] {
                    event.transactionId(),
                    record.key(),
                    line++,
                    posting.text("account"),
                    posting.number("amountNano"),
                    posting.text("reason"),
                    posting.optionalText("tradeId").orElse(null)
                });
            }
        }
        database.batchUpdate(
                "insert into posting (transaction_id, record_key, line, account, amount_nano, reason, trade_id)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                rows);
    }
}

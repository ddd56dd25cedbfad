package org.gridbourse.gateway.projection;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The trades, each once: they are written in the fill of the buyer and end with the phases or with a default. */
final class TradeProjection implements ProjectionPart {
    private final JdbcTemplate database;

    TradeProjection(JdbcTemplate database) {
        this.database = database;
    }

    @Override
    public void apply(LedgerEvent event) {
        for (LedgerRecord fill : event.records(RecordKind.FILL)) {
            RecordReader reader = RecordReader.of(fill);
            if (reader.text("side").equals("BUY")) {
                insert(reader);
            }
        }
        for (LedgerRecord broken : event.records(RecordKind.DEFAULT)) {
            voidAll(RecordReader.of(broken).objects("voided"));
        }
        for (LedgerRecord phase : event.records(RecordKind.PHASE)) {
            follow(RecordReader.of(phase));
        }
    }

    private void insert(RecordReader reader) {
        long price = reader.number("priceMicroPerKwh");
        String session = reader.text("sessionId");
        String buyer = reader.text("participantId");
        long period = reader.number("period");
        database.batchUpdate(
                "insert into trade (trade_id, session_id, period, buyer, seller, quantity_wh, price_micro_per_kwh,"
                        + " status) values (?, ?, ?, ?, ?, ?, ?, 'CLEARED')",
                reader.objects("trades").stream()
                        .map(trade -> new Object[] {
                            trade.text("tradeId"),
                            session,
                            period,
                            buyer,
                            trade.text("partner"),
                            trade.number("quantityWh"),
                            price
                        })
                        .toList());
    }

    private void voidAll(List<RecordReader> voided) {
        database.batchUpdate(
                "update trade set status = 'VOID' where trade_id = ?",
                voided.stream()
                        .map(trade -> new Object[] {trade.text("tradeId")})
                        .toList());
    }

    private void follow(RecordReader phase) {
        switch (phase.text("phase")) {
            case "DELIVERY" -> move(phase.text("sessionId"), "CLEARED", "PREPAID");
            case "SETTLED" -> move(phase.text("sessionId"), "PREPAID", "SETTLED");
            default -> {
                // The other phases change no trade's state.
            }
        }
    }

    private void move(String sessionId, String from, String to) {
        database.update("update trade set status = ? where session_id = ? and status = ?", to, sessionId, from);
    }
}

package org.gridbourse.gateway.projection;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.record.TradeStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The trades of sessions as of the last event. */
public final class TradeView {
    private static final String COLUMNS =
            "select trade_id, session_id, period, buyer, seller, quantity_wh, price_micro_per_kwh, status from trade";

    private final JdbcClient database;

    TradeView(JdbcClient database) {
        this.database = database;
    }

    /** A trade and where it stands. */
    public record Trade(
            String tradeId,
            String sessionId,
            int period,
            String buyer,
            String seller,
            long quantityWh,
            long priceMicroPerKwh,
            TradeStatus status) {}

    public int count(String sessionId) {
        return database.sql("select count(*) from trade where session_id = ?")
                .param(sessionId)
                .query(Integer.class)
                .single();
    }

    /** In ascending trade id; of one participant, or of all. */
    public List<Trade> of(String sessionId, Optional<String> participantId) {
        JdbcClient.StatementSpec query = participantId.isPresent()
                ? database.sql(COLUMNS + " where session_id = ? and (buyer = ? or seller = ?) order by trade_id")
                        .params(sessionId, participantId.get(), participantId.get())
                : database.sql(COLUMNS + " where session_id = ? order by trade_id")
                        .params(sessionId);
        return query.query((row, number) -> new Trade(
                        row.getString("trade_id"),
                        row.getString("session_id"),
                        row.getInt("period"),
                        row.getString("buyer"),
                        row.getString("seller"),
                        row.getLong("quantity_wh"),
                        row.getLong("price_micro_per_kwh"),
                        TradeStatus.valueOf(row.getString("status"))))
                .list();
    }
}

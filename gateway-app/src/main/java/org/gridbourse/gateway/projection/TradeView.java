package org.gridbourse.gateway.projection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gridbourse.market.credit.CreditCause;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PrepaymentRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.TradeStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The trades of sessions as of the last event, each once, as they are written in the fill of the buyer. Where each stands
 * follows from the records that the view has by then: what its parties did, and how far the session is.
 */
public final class TradeView implements ProjectionPart {
    private static final String COLUMNS =
            "select trade_id, session_id, period, buyer, seller, quantity_wh, price_micro_per_kwh, status from trade";

    private final JdbcClient database;
    private final JdbcTemplate batches;
    private final LedgerView view;

    TradeView(JdbcTemplate batches, LedgerView view) {
        this.database = JdbcClient.create(batches);
        this.batches = batches;
        this.view = view;
    }

    @Override
    public void apply(LedgerEvent event) {
        for (FillRecord fill : event.records(RecordType.FILL)) {
            if (fill.side() == Side.BUY) {
                insert(fill);
            }
        }
        List<PrepaymentRecord> prepaid = event.records(RecordType.PREPAYMENT);
        boolean concernsAll = event.records(RecordType.PHASE).stream().anyMatch(reached -> !reached.closing())
                || !event.records(RecordType.DEFAULT).isEmpty();
        if (concernsAll) {
            event.sessionId().ifPresent(sessionId -> {
                follow(sessionId, Optional.empty());
                view.sessionsAddingTo(sessionId).forEach(adding -> follow(adding.sessionId(), Optional.empty()));
            });
        } else {
            prepaid.forEach(one -> follow(one.sessionId(), Optional.of(one.participantId())));
        }
    }

    private void insert(FillRecord fill) {
        batches.batchUpdate(
                "insert into trade (trade_id, session_id, period, buyer, seller, quantity_wh, price_micro_per_kwh,"
                        + " status) values (?, ?, ?, ?, ?, ?, ?, ?)",
                fill.parts().stream()
                        .map(part -> new Object[] {
                            part.tradeId(),
                            fill.sessionId(),
                            fill.period(),
                            fill.participantId(),
                            part.partner(),
                            part.quantity().wh(),
                            fill.price().microPerKwh(),
                            TradeStatus.CLEARED.name()
                        })
                        .toList());
    }

    /** Brings the trades of a session, or of one participant in it, to where they stand now. */
    private void follow(String sessionId, Optional<String> participantId) {
        List<Trade> all = of(sessionId, participantId);
        if (all.isEmpty()) {
            return;
        }
        Phase phase = phase(sessionId);
        Set<String> prepaid = Set.copyOf(view.participants(RecordType.PREPAYMENT, sessionId));
        Set<String> defaulted = new TreeSet<>();
        view.ofSession(RecordType.DEFAULT, sessionId).stream()
                .filter(broken -> broken.cause() == CreditCause.PREPAYMENT_DEFAULT)
                .forEach(broken -> defaulted.add(broken.participantId()));
        List<Object[]> moved = new ArrayList<>();
        for (Trade trade : all) {
            TradeStatus status = TradeStatus.of(
                    phase,
                    defaulted.contains(trade.buyer()) || defaulted.contains(trade.seller()),
                    prepaid.contains(trade.buyer()) && prepaid.contains(trade.seller()));
            if (status != trade.status()) {
                moved.add(new Object[] {status.name(), trade.tradeId()});
            }
        }
        batches.batchUpdate("update trade set status = ? where trade_id = ?", moved);
    }

    /** How far a session is; one that has joined another is as far as that one. */
    private Phase phase(String sessionId) {
        Phase own = view.phase(sessionId).orElseThrow().phase();
        return own == Phase.JOINED ? phase(view.session(sessionId).orElseThrow().baseSessionId()) : own;
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

    /** What a participant's trades that stand come to in each period of a session: bought positive, sold negative. */
    public List<Long> netWh(SessionRecord session, String participantId) {
        long[] traded = new long[session.periods()];
        for (Trade trade : of(session.sessionId(), Optional.of(participantId))) {
            if (trade.status().stands()) {
                traded[trade.period()] +=
                        trade.buyer().equals(participantId) ? trade.quantityWh() : -trade.quantityWh();
            }
        }
        return Arrays.stream(traded).boxed().toList();
    }
}

package org.gridbourse.auditor.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.MeterRecord;
import org.gridbourse.market.record.SessionOutcome;
import org.gridbourse.market.record.SessionOutcomes;
import org.gridbourse.market.record.SessionRecord;

/**
 * What of a session's evidence is known only when it ends: what became of each trade, and how much energy each meter's
 * readings stand for.
 */
final class SessionTables {
    private final List<Sold> sold = new ArrayList<>();
    private final SessionOutcome outcome;
    private final MeteredPeriods metered;

    /** A trade as its seller's fill told it. */
    private record Sold(WrittenRecord.Source source, FillRecord fill, FillRecord.Part trade) {}

    /**
     * Of one session.
     *
     * @param outcome what becomes of it, kept by whoever knows all sessions
     * @param meters the last record of each meter, by its id
     */
    SessionTables(SessionRecord session, SessionOutcome outcome, TreeMap<String, MeterRecord> meters) {
        this.outcome = outcome;
        this.metered = new MeteredPeriods(session, meters);
    }

    void add(WrittenRecord written) {
        metered.add(written);
        if (written.record() instanceof FillRecord fill && fill.side() == Side.SELL) {
            fill.parts().forEach(trade -> sold.add(new Sold(written.source(), fill, trade)));
        }
    }

    boolean isOver() {
        return outcome.isOver();
    }

    /** Writes everything, once. */
    void write(Table trades, Table readings) {
        for (Sold each : sold) {
            String buyer = each.trade().partner();
            String seller = each.fill().participantId();
            trades.row(
                    each.fill().sessionId(),
                    each.fill().period(),
                    each.trade().tradeId(),
                    buyer,
                    seller,
                    each.trade().quantity().wh(),
                    each.fill().price().microPerKwh(),
                    outcome.ofTrade(buyer, seller),
                    each.source().block(),
                    each.source().transactionId());
        }
        metered.write(readings);
    }

    /** The sessions that are not over, by id. */
    static final class Open {
        private final TreeMap<String, SessionTables> sessions = new TreeMap<>();
        private final TreeMap<String, MeterRecord> meters = new TreeMap<>();
        private final SessionOutcomes outcomes = new SessionOutcomes();

        /** Adds a record to its session. */
        void add(WrittenRecord written) {
            if (written.record() instanceof MeterRecord meter) {
                meters.put(meter.meterId(), meter);
            } else if (written.record() instanceof SessionRecord session) {
                SessionOutcome outcome = outcomes.of(session.sessionId());
                sessions.put(session.sessionId(), new SessionTables(session, outcome, meters));
            }
            written.sessionId().ifPresent(id -> outcomes.add(id, written.record()));
            written.sessionId().map(sessions::get).ifPresent(session -> session.add(written));
        }

        /** To be called when a transaction's records are all in. */
        void writeEnded(Table trades, Table readings) {
            sessions.entrySet().removeIf(session -> {
                boolean over = session.getValue().isOver();
                if (over) {
                    session.getValue().write(trades, readings);
                    outcomes.forget(session.getKey());
                }
                return over;
            });
        }

        /** The ledger has ended. */
        void writeAll(Table trades, Table readings) {
            sessions.values().forEach(session -> session.write(trades, readings));
            sessions.clear();
        }
    }
}

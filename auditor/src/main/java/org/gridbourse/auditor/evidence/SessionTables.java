package org.gridbourse.auditor.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.auditor.market.Values;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.json.JsonObject;

/**
 * What of a session's evidence is known only when it ends: what became of each trade, and how much energy each meter's
 * readings stand for.
 */
final class SessionTables {
    private final List<Sold> sold = new ArrayList<>();
    private final Standing standing = new Standing();
    private final MeteredPeriods metered;

    /** A trade as its seller's fill told it. */
    private record Sold(WrittenRecord fill, JsonObject trade) {}

    /** @param meters the last record of each meter, by its id */
    SessionTables(WrittenRecord session, Map<String, WrittenRecord> meters) {
        this.metered = new MeteredPeriods(session, meters);
    }

    void add(WrittenRecord record) {
        standing.add(record);
        switch (record.type()) {
            case "fill" -> fill(record);
            case "opening", "reading", "statement" -> metered.add(record);
            default -> {
                // tells nothing about trades or energy
            }
        }
    }

    boolean isOver() {
        return standing.isOver();
    }

    /** Writes everything, once. */
    void write(Table trades, Table readings) {
        for (Sold each : sold) {
            String buyer = Values.text(each.trade(), "partner");
            String seller = each.fill().text("participantId");
            trades.row(
                    each.fill().text("sessionId"),
                    each.fill().number("period"),
                    Values.text(each.trade(), "tradeId"),
                    buyer,
                    seller,
                    Values.number(each.trade(), "quantityWh"),
                    each.fill().number("priceMicroPerKwh"),
                    standing.ofTrade(buyer, seller),
                    each.fill().source().block(),
                    each.fill().source().transactionId());
        }
        metered.write(readings);
    }

    private void fill(WrittenRecord record) {
        metered.add(record);
        if (record.text("side").equals("SELL")) {
            Values.objects(record.value(), "trades").forEach(trade -> sold.add(new Sold(record, trade)));
        }
    }

    /** The sessions that are not over, by id. */
    static final class Open {
        private final TreeMap<String, SessionTables> sessions = new TreeMap<>();
        private final TreeMap<String, WrittenRecord> meters = new TreeMap<>();

        /** Adds a record to its session. */
        void add(WrittenRecord record) {
            if (record.type().equals("meter")) {
                meters.put(record.text("meterId"), record);
                return;
            }
            String id = record.text("sessionId");
            if (record.type().equals("session")) {
                sessions.put(id, new SessionTables(record, meters));
            }
            SessionTables session = sessions.get(id);
            if (session != null) {
                session.add(record);
            }
        }

        /** To be called when a transaction's records are all in. */
        void writeEnded(Table trades, Table readings) {
            sessions.values().removeIf(session -> {
                if (session.isOver()) {
                    session.write(trades, readings);
                }
                return session.isOver();
            });
        }

        /** The ledger has ended. */
        void writeAll(Table trades, Table readings) {
            sessions.values().forEach(session -> session.write(trades, readings));
            sessions.clear();
        }
    }
}

package org.gridbourse.auditor.market;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.findings.Findings;
import org.gridbourse.auditor.json.Values;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.money.Account.Kind;
import org.gridbourse.market.money.Posting;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.record.ClearingRecord;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StatementRecord;

/**
 * Energy, from clearings, fills and statements alone: what is bought in a period is sold, a trade is the same for both sides, and
 * the amounts of a settled period add up to zero.
 */
final class EnergyBook {
    private final Findings findings;
    private final Map<String, Session> open = new HashMap<>();
    private long sessions;
    private long trades;

    EnergyBook(Findings findings) {
        this.findings = findings;
    }

    /** What a session that is not closed has traded and settled so far. */
    private static final class Session {
        private final TreeMap<Long, Period> periods = new TreeMap<>();
        private final Map<String, Leg> oneSided = new LinkedHashMap<>();
    }

    /** One delivery period's energy and money. */
    private static final class Period {
        private long volumeWh;
        private long boughtWh;
        private long soldWh;
        private final Map<String, Long> nets = new HashMap<>();
        private long gridNano;
        private long toldSumNano;
    }

    /** One side's word about a trade. */
    private record Leg(String buyer, String seller, long quantityWh, long priceMicroPerKwh) {}

    /** How many sessions were announced. */
    long sessions() {
        return sessions;
    }

    /** How many trades were cleared. */
    long trades() {
        return trades;
    }

    /** What one transaction recorded. */
    void enter(List<WrittenRecord> transaction) {
        for (WrittenRecord record : transaction) {
            if (record.record() instanceof SessionRecord) {
                sessions++;
            } else if (record.record() instanceof ClearingRecord clearing) {
                period(clearing.sessionId(), clearing.period()).volumeWh =
                        clearing.volume().wh();
            } else if (record.record() instanceof FillRecord fill) {
                fill(record, fill);
            } else if (record.record() instanceof StatementRecord statement) {
                statement(statement);
            }
        }
        for (WrittenRecord record : transaction) {
            if (record.record() instanceof PhaseRecord reached && !reached.closing()) {
                phase(record, reached);
            }
        }
    }

    JsonObject snapshot() {
        JsonObject.Builder allOpen = JsonObject.builder();
        open.forEach((id, session) -> allOpen.put(id, json(session)));
        return JsonObject.builder()
                .put("sessions", sessions)
                .put("trades", trades)
                .put("open", allOpen.build())
                .build();
    }

    void resume(JsonObject snapshot) {
        sessions = Values.number(snapshot, "sessions");
        trades = Values.number(snapshot, "trades");
        Values.members(snapshot, "open").forEach((id, session) -> open.put(id, session(session)));
    }

    private Session session(String sessionId) {
        return open.computeIfAbsent(sessionId, id -> new Session());
    }

    private Period period(String sessionId, long period) {
        return session(sessionId).periods.computeIfAbsent(period, p -> new Period());
    }

    private void fill(WrittenRecord record, FillRecord fill) {
        boolean buys = fill.side() == Side.BUY;
        String owner = fill.participantId();
        long sum = 0;
        for (FillRecord.Part part : fill.parts()) {
            long quantity = part.quantity().wh();
            sum += quantity;
            match(
                    record,
                    session(fill.sessionId()),
                    part.tradeId(),
                    new Leg(
                            buys ? owner : part.partner(),
                            buys ? part.partner() : owner,
                            quantity,
                            fill.price().microPerKwh()));
        }
        long filled = fill.filled().wh();
        Period period = period(fill.sessionId(), fill.period());
        if (buys) {
            period.boughtWh += filled;
        } else {
            period.soldWh += filled;
        }
        if (sum != filled || sum > fill.quantity().wh()) {
            findings.add(record.finding(
                    FindingCode.ENERGY_UNBALANCED,
                    "%s has %d Wh in trades of %d Wh filled and %d Wh ordered"
                            .formatted(
                                    record.key(), sum, filled, fill.quantity().wh())));
        }
    }

    private void match(WrittenRecord record, Session session, String tradeId, Leg leg) {
        Leg other = session.oneSided.remove(tradeId);
        if (other == null) {
            session.oneSided.put(tradeId, leg);
        } else {
            trades++;
            if (!other.equals(leg)) {
                findings.add(
                        record.finding(FindingCode.TRADE_ONE_SIDED, "%s is %s and %s".formatted(tradeId, other, leg)));
            }
        }
    }

    /** A participant's net as its last statement says; the grid's as all statements post, a correction posting differences. */
    private void statement(StatementRecord statement) {
        Period period = period(statement.sessionId(), statement.period());
        period.nets.put(statement.participantId(), statement.figures().net().nano());
        for (Posting posting : statement.journal().postings()) {
            Kind kind = posting.account().kind();
            if (kind.isOfGrid() || kind == Kind.FUND) {
                period.gridNano += posting.amount().nano();
            }
        }
    }

    private void phase(WrittenRecord record, PhaseRecord reached) {
        Session session = session(reached.sessionId());
        switch (reached.phase()) {
            case CLEARED -> checkEnergy(record, session);
            case SETTLED -> checkNets(record, session);
            case CLOSED -> {
                checkNets(record, session);
                open.remove(reached.sessionId());
            }
            case JOINED, CANCELLED -> open.remove(reached.sessionId());
            case ANNOUNCED, QUOTATION, REVEAL, PREPAYMENT, DELIVERY -> {
                // no figures end with the other phases
            }
        }
    }

    private void checkEnergy(WrittenRecord record, Session session) {
        session.periods.forEach((number, period) -> {
            if (period.boughtWh != period.volumeWh || period.soldWh != period.volumeWh) {
                findings.add(record.finding(
                        FindingCode.ENERGY_UNBALANCED,
                        "period %d: %d Wh cleared, %d bought, %d sold"
                                .formatted(number, period.volumeWh, period.boughtWh, period.soldWh)));
            }
        });
        session.oneSided.forEach((tradeId, leg) -> findings.add(
                record.finding(FindingCode.TRADE_ONE_SIDED, "%s is only on one side: %s".formatted(tradeId, leg))));
        session.oneSided.clear();
    }

    /** A difference that was told when the session was settled is not told again when it is closed. */
    private void checkNets(WrittenRecord record, Session session) {
        session.periods.forEach((number, period) -> {
            long sum = period.gridNano
                    + period.nets.values().stream().mapToLong(Long::longValue).sum();
            if (sum != 0 && sum != period.toldSumNano) {
                period.toldSumNano = sum;
                findings.add(record.finding(
                        FindingCode.SETTLEMENT_UNBALANCED,
                        "period %d: participants and grid add up to %d nano".formatted(number, sum)));
            }
        });
    }

    private static JsonObject json(Session session) {
        JsonObject.Builder periods = JsonObject.builder();
        session.periods.forEach((number, period) -> periods.put(
                Long.toString(number),
                JsonObject.builder()
                        .put("volumeWh", period.volumeWh)
                        .put("boughtWh", period.boughtWh)
                        .put("soldWh", period.soldWh)
                        .put("nets", Values.object(period.nets))
                        .put("gridNano", period.gridNano)
                        .build()));
        JsonObject.Builder oneSided = JsonObject.builder();
        session.oneSided.forEach((tradeId, leg) -> oneSided.put(
                tradeId,
                JsonObject.builder()
                        .put("buyer", leg.buyer())
                        .put("seller", leg.seller())
                        .put("quantityWh", leg.quantityWh())
                        .put("priceMicroPerKwh", leg.priceMicroPerKwh())
                        .build()));
        return JsonObject.builder()
                .put("periods", periods.build())
                .put("oneSided", oneSided.build())
                .build();
    }

    private static Session session(JsonObject json) {
        Session session = new Session();
        Values.members(json, "periods").forEach((number, figures) -> {
            Period period = new Period();
            period.volumeWh = Values.number(figures, "volumeWh");
            period.boughtWh = Values.number(figures, "boughtWh");
            period.soldWh = Values.number(figures, "soldWh");
            period.nets.putAll(Values.numbers(figures, "nets"));
            period.gridNano = Values.number(figures, "gridNano");
            session.periods.put(Long.parseLong(number), period);
        });
        Values.members(json, "oneSided")
                .forEach((tradeId, leg) -> session.oneSided.put(
                        tradeId,
                        new Leg(
                                Values.text(leg, "buyer"),
                                Values.text(leg, "seller"),
                                Values.number(leg, "quantityWh"),
                                Values.number(leg, "priceMicroPerKwh"))));
        return session;
    }
}

package org.gridbourse.gateway.session;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.gateway.access.Permission;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.projection.TradeView;
import org.gridbourse.gateway.web.NotFoundException;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.OrdersRecord;
import org.gridbourse.market.record.ReadingRecord;
import org.gridbourse.market.record.ReadingTrust;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.StateRecord;
import org.gridbourse.market.record.StatementRecord;
import org.gridbourse.market.record.StatementRecord.Figures;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what was ordered, traded, metered and settled in a session, by one participant or by all. */
@Tag(name = "Sessions")
@RestController
@RequestMapping("/api/sessions/{sessionId}")
class SessionRecordsController {
    private final LedgerView view;
    private final TradeView trades;
    private final Permission permission;

    SessionRecordsController(LedgerView view, TradeView trades, Permission permission) {
        this.view = view;
        this.trades = trades;
        this.permission = permission;
    }

    record OrderStep(long quantityWh, String limitPrice) {}

    record Order(String participantId, int period, String side, List<OrderStep> steps) {}

    record Trade(
            String tradeId, int period, String buyer, String seller, long quantityWh, String price, String status) {}

    /** @param trust who vouches for it: METER, NODE or OPERATOR */
    record Reading(
            String participantId,
            String meterId,
            int period,
            int revision,
            long importRegisterWh,
            long exportRegisterWh,
            long sequence,
            String quality,
            String trust) {}

    /** @param trust the least of its meters' readings; null where there is none */
    record Statement(
            String participantId,
            int period,
            int revision,
            String side,
            String quality,
            String trust,
            long importWh,
            long exportWh,
            long contractedWh,
            long meteredWh,
            long deliveredWh,
            long shortWh,
            long overWh,
            String net) {}

    @GetMapping("/orders")
    List<Order> orders(
            @PathVariable("sessionId") String sessionId,
            @RequestParam("participantId") Optional<String> participantId) {
        return records(RecordType.ORDERS, sessionId, participantId).stream()
                .flatMap(revealed -> orders(revealed).stream())
                .toList();
    }

    @GetMapping("/trades")
    List<Trade> trades(
            @PathVariable("sessionId") String sessionId,
            @RequestParam("participantId") Optional<String> participantId) {
        requireSession(sessionId);
        return trades.of(sessionId, participantId).stream()
                .map(trade -> new Trade(
                        trade.tradeId(),
                        trade.period(),
                        trade.buyer(),
                        trade.seller(),
                        trade.quantityWh(),
                        Decimals.exact(new UnitPrice(trade.priceMicroPerKwh())),
                        trade.status().name()))
                .toList();
    }

    @GetMapping("/readings")
    List<Reading> readings(
            @PathVariable("sessionId") String sessionId,
            @RequestParam("participantId") Optional<String> participantId) {
        permission.requireSee(participantId);
        return records(RecordType.READING, sessionId, participantId).stream()
                .map(this::reading)
                .toList();
    }

    /** All revisions; the last one of a period counts. */
    @GetMapping("/statements")
    List<Statement> statements(
            @PathVariable("sessionId") String sessionId,
            @RequestParam("participantId") Optional<String> participantId) {
        permission.requireSee(participantId);
        Map<String, ReadingTrust> trust = new HashMap<>();
        records(RecordType.READING, sessionId, participantId)
                .forEach(reading -> trust.merge(
                        place(reading.participantId(), reading.reading().period()),
                        trust(reading),
                        ReadingTrust::orLess));
        return records(RecordType.STATEMENT, sessionId, participantId).stream()
                .map(each -> statement(each, trust.get(place(each.participantId(), each.period()))))
                .toList();
    }

    private static String place(String participantId, int period) {
        return participantId + "/" + period;
    }

    private ReadingTrust trust(ReadingRecord reading) {
        String key = Keys.meter(reading.reading().meterId());
        return ReadingTrust.of(reading, view.find(key, RecordType.METER).orElseThrow());
    }

    private <T extends StateRecord> List<T> records(
            RecordType<T> type, String sessionId, Optional<String> participantId) {
        requireSession(sessionId);
        return participantId
                .map(id -> view.ofSession(type, sessionId, id))
                .orElseGet(() -> view.ofSession(type, sessionId));
    }

    private void requireSession(String sessionId) {
        if (view.session(sessionId).isEmpty()) {
            throw new NotFoundException("session " + sessionId);
        }
    }

    private static List<Order> orders(OrdersRecord revealed) {
        return revealed.schedule().orders().stream()
                .map(order -> new Order(
                        revealed.participantId(),
                        order.period(),
                        order.side().name(),
                        order.steps().stream()
                                .map(step -> new OrderStep(step.quantity().wh(), Decimals.exact(step.limit())))
                                .toList()))
                .toList();
    }

    private Reading reading(ReadingRecord record) {
        MeterReading reading = record.reading();
        return new Reading(
                record.participantId(),
                reading.meterId(),
                reading.period(),
                reading.revision(),
                reading.registers().imported().wh(),
                reading.registers().exported().wh(),
                reading.sequence(),
                reading.quality().name(),
                trust(record).name());
    }

    private static Statement statement(StatementRecord statement, ReadingTrust trust) {
        Figures figures = statement.figures();
        return new Statement(
                statement.participantId(),
                statement.period(),
                statement.revision(),
                figures.side().map(Side::name).orElse(null),
                statement.quality().name(),
                trust == null ? null : trust.name(),
                figures.metered().imported().wh(),
                figures.metered().exported().wh(),
                figures.contracted().wh(),
                figures.meteredWh(),
                figures.delivered().wh(),
                figures.missed().wh(),
                figures.over().wh(),
                Decimals.exact(figures.net()));
    }
}

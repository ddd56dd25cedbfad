package org.gridbourse.gateway.session;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.gridbourse.gateway.projection.LedgerRecord;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.projection.RecordKind;
import org.gridbourse.gateway.projection.RecordReader;
import org.gridbourse.gateway.projection.TradeView;
import org.gridbourse.gateway.web.Decimals;
import org.gridbourse.gateway.web.NotFoundException;
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

    SessionRecordsController(LedgerView view, TradeView trades) {
        this.view = view;
        this.trades = trades;
    }

    record OrderStep(long quantityWh, String limitPrice) {}

    record Order(String participantId, int period, String side, List<OrderStep> steps) {}

    record Trade(
            String tradeId, int period, String buyer, String seller, long quantityWh, String price, String status) {}

    record Reading(
            String participantId,
            String meterId,
            int period,
            int revision,
            long importRegisterWh,
            long exportRegisterWh,
            long sequence,
            String quality) {}

    record Statement(
            String participantId,
            int period,
            int revision,
            String side,
            String quality,
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
        return records(RecordKind.ORDERS, sessionId, participantId).stream()
                .flatMap(record -> orders(RecordReader.of(record)).stream())
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
                        Decimals.price(trade.priceMicroPerKwh()),
                        trade.status()))
                .toList();
    }

    @GetMapping("/readings")
    List<Reading> readings(
            @PathVariable("sessionId") String sessionId,
            @RequestParam("participantId") Optional<String> participantId) {
        return records(RecordKind.READING, sessionId, participantId).stream()
                .map(record -> reading(RecordReader.of(record)))
                .toList();
    }

    /** All revisions; the last one of a period counts. */
    @GetMapping("/statements")
    List<Statement> statements(
            @PathVariable("sessionId") String sessionId,
            @RequestParam("participantId") Optional<String> participantId) {
        return records(RecordKind.STATEMENT, sessionId, participantId).stream()
                .map(record -> statement(RecordReader.of(record)))
                .toList();
    }

    private List<LedgerRecord> records(RecordKind kind, String sessionId, Optional<String> participantId) {
        requireSession(sessionId);
        return participantId
                .map(id -> view.ofSession(kind, sessionId, id))
                .orElseGet(() -> view.ofSession(kind, sessionId));
    }

    private void requireSession(String sessionId) {
        if (view.terms(sessionId).isEmpty()) {
            throw new NotFoundException("session " + sessionId);
        }
    }

    private static List<Order> orders(RecordReader revealed) {
        return revealed.objects("schedule").stream()
                .map(order -> new Order(
                        revealed.text("participantId"),
                        order.integer("period"),
                        order.text("side"),
                        order.objects("steps").stream()
                                .map(step -> new OrderStep(
                                        step.number("quantityWh"),
                                        Decimals.price(step.number("limitPriceMicroPerKwh"))))
                                .toList()))
                .toList();
    }

    private static Reading reading(RecordReader reading) {
        return new Reading(
                reading.text("participantId"),
                reading.text("meterId"),
                reading.integer("period"),
                reading.integer("revision"),
                reading.number("importRegisterWh"),
                reading.number("exportRegisterWh"),
                reading.number("sequence"),
                reading.text("quality"));
    }

    private static Statement statement(RecordReader statement) {
        return new Statement(
                statement.text("participantId"),
                statement.integer("period"),
                statement.integer("revision"),
                statement.optionalText("side").orElse(null),
                statement.text("quality"),
                statement.number("importWh"),
                statement.number("exportWh"),
                statement.number("contractedWh"),
                statement.number("meteredWh"),
                statement.number("deliveredWh"),
                statement.number("shortWh"),
                statement.number("overWh"),
                Decimals.money(statement.number("netNano")));
    }
}

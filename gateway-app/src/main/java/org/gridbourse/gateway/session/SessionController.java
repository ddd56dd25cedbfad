package org.gridbourse.gateway.session;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gridbourse.gateway.projection.LedgerRecord;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.projection.RecordKind;
import org.gridbourse.gateway.projection.RecordReader;
import org.gridbourse.gateway.projection.SessionState;
import org.gridbourse.gateway.projection.SessionTerms;
import org.gridbourse.gateway.projection.TradeView;
import org.gridbourse.gateway.web.Decimals;
import org.gridbourse.gateway.web.NotFoundException;
import org.gridbourse.market.tariff.Tariff;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows sessions and what was ordered, traded, metered and settled in them. */
@RestController
@RequestMapping("/api/sessions")
class SessionController {
    private final LedgerView view;
    private final TradeView trades;

    SessionController(LedgerView view, TradeView trades) {
        this.view = view;
        this.trades = trades;
    }

    record SessionSummary(
            String sessionId,
            String phase,
            boolean closing,
            String currency,
            String startUtc,
            int periods,
            int periodMinutes) {}

    record Counts(int committed, int revealed, int prepaid, int defaulted, int trades) {}

    /** Prices in currency units per kWh; price and interval null without a trade. */
    record PeriodClearing(int period, long volumeWh, String price, String low, String high, int trades) {}

    record PeriodTariff(int period, String retail, String feedIn, String gridFee) {}

    record Session(
            String sessionId,
            String phase,
            boolean closing,
            String currency,
            String startUtc,
            int periods,
            int periodMinutes,
            Counts counts,
            List<PeriodTariff> tariffs,
            List<PeriodClearing> clearing) {}

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

    @GetMapping
    List<SessionSummary> sessions() {
        return view.all(RecordKind.SESSION).stream().map(this::summary).toList();
    }

    @GetMapping("/{sessionId}")
    Session session(@PathVariable("sessionId") String sessionId) {
        SessionTerms terms = terms(sessionId);
        SessionSummary summary = summary(terms);
        return new Session(
                sessionId,
                summary.phase(),
                summary.closing(),
                summary.currency(),
                summary.startUtc(),
                summary.periods(),
                summary.periodMinutes(),
                counts(sessionId),
                tariffs(terms),
                view.ofSession(RecordKind.CLEARING, sessionId).stream()
                        .map(SessionController::clearing)
                        .toList());
    }

    @GetMapping("/{sessionId}/orders")
    List<Order> orders(
            @PathVariable("sessionId") String sessionId,
            @RequestParam("participantId") Optional<String> participantId) {
        return records(RecordKind.ORDERS, sessionId, participantId).stream()
                .flatMap(record -> orders(RecordReader.of(record)).stream())
                .toList();
    }

    @GetMapping("/{sessionId}/trades")
    List<Trade> trades(
            @PathVariable("sessionId") String sessionId,
            @RequestParam("participantId") Optional<String> participantId) {
        terms(sessionId);
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

    @GetMapping("/{sessionId}/readings")
    List<Reading> readings(
            @PathVariable("sessionId") String sessionId,
            @RequestParam("participantId") Optional<String> participantId) {
        return records(RecordKind.READING, sessionId, participantId).stream()
                .map(record -> reading(RecordReader.of(record)))
                .toList();
    }

    /** All revisions; the last one of a period counts. */
    @GetMapping("/{sessionId}/statements")
    List<Statement> statements(
            @PathVariable("sessionId") String sessionId,
            @RequestParam("participantId") Optional<String> participantId) {
        return records(RecordKind.STATEMENT, sessionId, participantId).stream()
                .map(record -> statement(RecordReader.of(record)))
                .toList();
    }

    private List<LedgerRecord> records(RecordKind kind, String sessionId, Optional<String> participantId) {
        terms(sessionId);
        return participantId
                .map(id -> view.ofSession(kind, sessionId, id))
                .orElseGet(() -> view.ofSession(kind, sessionId));
    }

    private SessionTerms terms(String sessionId) {
        return view.terms(sessionId).orElseThrow(() -> new NotFoundException("session " + sessionId));
    }

    private SessionSummary summary(LedgerRecord record) {
        return summary(SessionTerms.of(record));
    }

    private SessionSummary summary(SessionTerms terms) {
        SessionState state = view.state(terms.sessionId()).orElseThrow();
        return new SessionSummary(
                terms.sessionId(),
                state.phase().name(),
                state.closing(),
                terms.currency(),
                terms.start().toString(),
                terms.periods(),
                terms.periodMinutes());
    }

    private Counts counts(String sessionId) {
        return new Counts(
                view.participants(RecordKind.COMMIT, sessionId).size(),
                view.participants(RecordKind.ORDERS, sessionId).size(),
                view.participants(RecordKind.PREPAYMENT, sessionId).size(),
                view.participants(RecordKind.DEFAULT, sessionId).size(),
                trades.count(sessionId));
    }

    private static List<PeriodTariff> tariffs(SessionTerms terms) {
        return IntStream.range(0, terms.periods())
                .mapToObj(period -> tariff(period, terms.tariffs().get(period)))
                .toList();
    }

    private static PeriodTariff tariff(int period, Tariff tariff) {
        return new PeriodTariff(
                period,
                Decimals.price(tariff.retail().microPerKwh()),
                Decimals.price(tariff.feedIn().microPerKwh()),
                Decimals.price(tariff.gridFee().microPerKwh()));
    }

    private static PeriodClearing clearing(LedgerRecord record) {
        RecordReader clearing = RecordReader.of(record);
        return new PeriodClearing(
                clearing.integer("period"),
                clearing.number("volumeWh"),
                price(clearing, "clearingPriceMicroPerKwh"),
                price(clearing, "lowMicroPerKwh"),
                price(clearing, "highMicroPerKwh"),
                clearing.integer("trades"));
    }

    private static String price(RecordReader record, String key) {
        return record.optionalNumber(key).isPresent()
                ? Decimals.price(record.optionalNumber(key).getAsLong())
                : null;
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

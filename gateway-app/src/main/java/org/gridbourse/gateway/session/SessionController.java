package org.gridbourse.gateway.session;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.stream.IntStream;
import org.gridbourse.gateway.projection.LedgerRecord;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.projection.PhaseView;
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
import org.springframework.web.bind.annotation.RestController;

/** Shows sessions: where each stands, when it came there, its tariff and how its periods were cleared. */
@Tag(name = "Sessions")
@RestController
@RequestMapping("/api/sessions")
class SessionController {
    private final LedgerView view;
    private final PhaseView phases;
    private final TradeView trades;

    SessionController(LedgerView view, PhaseView phases, TradeView trades) {
        this.view = view;
        this.phases = phases;
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

    /** @param at when this instance learnt that the session came into the phase */
    record PhaseChange(String phase, String at, long block, String transactionId) {}

    /** Prices in currency units per kWh; price and interval null without a trade. */
    record PeriodClearing(int period, long volumeWh, String price, String low, String high, int trades) {}

    record PeriodTariff(int period, String startUtc, String retail, String feedIn, String gridFee) {}

    record Session(
            String sessionId,
            String phase,
            boolean closing,
            String currency,
            String startUtc,
            int periods,
            int periodMinutes,
            List<PhaseChange> phases,
            Counts counts,
            List<PeriodTariff> tariffs,
            List<PeriodClearing> clearing) {}

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
                phases.of(sessionId).stream()
                        .map(change -> new PhaseChange(
                                change.phase(), change.at().toString(), change.blockNumber(), change.transactionId()))
                        .toList(),
                counts(sessionId),
                tariffs(terms),
                view.ofSession(RecordKind.CLEARING, sessionId).stream()
                        .map(SessionController::clearing)
                        .toList());
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
                .mapToObj(period -> tariff(period, terms))
                .toList();
    }

    private static PeriodTariff tariff(int period, SessionTerms terms) {
        Tariff tariff = terms.tariffs().get(period);
        return new PeriodTariff(
                period,
                terms.startOf(period).toString(),
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
}

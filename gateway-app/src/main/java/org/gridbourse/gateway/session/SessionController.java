package org.gridbourse.gateway.session;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.projection.PhaseView;
import org.gridbourse.gateway.projection.TradeView;
import org.gridbourse.gateway.web.NotFoundException;
import org.gridbourse.gateway.web.Told;
import org.gridbourse.market.bill.SessionEnergy;
import org.gridbourse.market.clearing.Equilibrium;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.record.ClearingRecord;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.tariff.Tariff;
import org.springframework.jdbc.core.simple.JdbcClient;
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
    private final JdbcClient database;

    SessionController(LedgerView view, PhaseView phases, TradeView trades, JdbcClient database) {
        this.database = database;
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
            int periodMinutes,
            boolean simulated,
            String gateClosesUtc) {}

    record Counts(int committed, int revealed, int prepaid, int defaulted, int trades) {}

    /** What peers agreed, what of it became void, and what they delivered of the rest; the last is 0 before settlement. */
    record Energies(long agreedWh, long voidWh, long deliveredWh) {}

    /** @param at when this instance learnt that the session came into the phase */
    record PhaseChange(String phase, String at, long block, String transactionId) {}

    /** Prices in currency units per kWh; price and interval null without a trade. */
    record PeriodClearing(int period, long volumeWh, String price, String low, String high, int trades) {}

    record PeriodTariff(int period, String startUtc, String retail, String feedIn, String gridFee) {}

    /** @param waitsFor what the grid company's instance, which leads it, waits for; empty elsewhere */
    record Session(
            String sessionId,
            String phase,
            boolean closing,
            String waitsFor,
            String currency,
            String startUtc,
            int periods,
            int periodMinutes,
            @JsonUnwrapped SessionClock clock,
            List<PhaseChange> phases,
            Counts counts,
            Energies energy,
            List<PeriodTariff> tariffs,
            List<PeriodClearing> clearing) {}

    @GetMapping
    List<SessionSummary> sessions() {
        return view.all(RecordType.SESSION).stream().map(this::summary).toList();
    }

    @GetMapping("/{sessionId}")
    Session session(@PathVariable("sessionId") String sessionId) {
        SessionRecord terms = terms(sessionId);
        SessionSummary summary = summary(terms);
        return new Session(
                sessionId,
                summary.phase(),
                summary.closing(),
                Told.now(SessionRuns.waitsFor(database, sessionId)),
                summary.currency(),
                summary.startUtc(),
                summary.periods(),
                summary.periodMinutes(),
                SessionClock.of(terms),
                phases.of(sessionId).stream()
                        .map(change -> new PhaseChange(
                                change.phase(), change.at().toString(), change.blockNumber(), change.transactionId()))
                        .toList(),
                counts(sessionId),
                energies(sessionId),
                tariffs(terms),
                view.ofSession(RecordType.CLEARING, sessionId).stream()
                        .map(SessionController::clearing)
                        .toList());
    }

    private SessionRecord terms(String sessionId) {
        return view.session(sessionId).orElseThrow(() -> new NotFoundException("session " + sessionId));
    }

    private SessionSummary summary(SessionRecord terms) {
        PhaseRecord state = view.phase(terms.sessionId()).orElseThrow();
        return new SessionSummary(
                terms.sessionId(),
                state.phase().name(),
                state.closing(),
                terms.currency(),
                terms.startOf(0).toString(),
                terms.periods(),
                terms.periodMinutes(),
                terms.isSimulated(),
                terms.earliest(Phase.REVEAL).map(Instant::toString).orElse(null));
    }

    private Counts counts(String sessionId) {
        return new Counts(
                view.participants(RecordType.COMMIT, sessionId).size(),
                view.participants(RecordType.ORDERS, sessionId).size(),
                view.participants(RecordType.PREPAYMENT, sessionId).size(),
                view.participants(RecordType.DEFAULT, sessionId).size(),
                trades.count(sessionId));
    }

    private Energies energies(String sessionId) {
        SessionEnergy energy = SessionEnergy.of(
                view.ofSession(RecordType.FILL, sessionId),
                view.ofSession(RecordType.DEFAULT, sessionId),
                view.ofSession(RecordType.STATEMENT, sessionId));
        return new Energies(
                energy.agreed().wh(), energy.voided().wh(), energy.delivered().wh());
    }

    private static List<PeriodTariff> tariffs(SessionRecord terms) {
        return IntStream.range(0, terms.periods())
                .mapToObj(period -> tariff(period, terms))
                .toList();
    }

    private static PeriodTariff tariff(int period, SessionRecord terms) {
        Tariff tariff = terms.tariffs().get(period);
        return new PeriodTariff(
                period,
                terms.startOf(period).toString(),
                Decimals.exact(tariff.retail()),
                Decimals.exact(tariff.feedIn()),
                Decimals.exact(tariff.gridFee()));
    }

    private static PeriodClearing clearing(ClearingRecord clearing) {
        return new PeriodClearing(
                clearing.period(),
                clearing.volume().wh(),
                clearing.equilibrium()
                        .map(Equilibrium::price)
                        .map(Decimals::exact)
                        .orElse(null),
                clearing.equilibrium()
                        .map(Equilibrium::low)
                        .map(Decimals::exact)
                        .orElse(null),
                clearing.equilibrium()
                        .map(Equilibrium::high)
                        .map(Decimals::exact)
                        .orElse(null),
                clearing.trades());
    }
}

package org.gridbourse.cli.report;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.gridbourse.auditor.evidence.Markup;
import org.gridbourse.cli.community.SessionPlan;
import org.gridbourse.cli.evidence.Evidence;
import org.gridbourse.cli.evidence.TradeRow;
import org.gridbourse.cli.output.Figures;
import org.gridbourse.market.bill.SessionEnergy;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.record.ClearingRecord;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.tariff.Tariff;

/** One session of the report: prices and volumes, supply and demand, who traded with whom. */
final class SessionSection {
    private final Report report;
    private final String sessionId;
    private final SessionTimes times;
    private final SessionRecord session;
    private final List<Tariff> tariffs;
    private final List<ClearingRecord> clearings;

    SessionSection(Report report, int index) {
        Evidence evidence = report.evidence();
        this.report = report;
        this.sessionId = evidence.sessionIds().get(index);
        this.times = times(report, index);
        this.session = evidence.sessions().get(index);
        this.tariffs = session.tariffs();
        this.clearings = evidence.clearings(sessionId);
    }

    static SessionTimes times(Report report, int index) {
        SessionPlan plan = report.community().sessions();
        return new SessionTimes(plan.startOf(index), plan.periods(), plan.periodMinutes());
    }

    Markup draw() {
        return Markup.format(
                "<h2 id=\"%s\">Session %s, %s</h2><p>%s</p><h3>Price and volume</h3><figure>%s%s</figure>"
                        + "<h3>Who traded with whom, kWh</h3><div class=\"scroll\">%s</div>%s"
                        + "<h3>Supply and demand</h3><p>%s</p>%s",
                sessionId,
                sessionId,
                Figures.date(times.start()),
                energies(),
                new Markup(new PriceVolumeChart(
                                times, tariffs, clearings, report.community().currency())
                        .draw()),
                new Markup(Legend.PRICES),
                new Markup(new TradeMatrix(standingTrades()).draw()),
                new StorageSection(
                                report.evidence(), session, report.community().currency())
                        .draw(),
                new NoTrade(times, clearings, this::orders).words(),
                curves());
    }

    private String energies() {
        SessionEnergy energy = report.evidence().energy(sessionId);
        String voided = energy.voided().isZero()
                ? ""
                : " %s kWh of it are void, because one of the parties did not prepay; they are not in the table below."
                        .formatted(Figures.kwh(energy.voided()));
        return "Peers agreed on %s kWh.%s Of the rest, %s kWh were delivered by peers themselves."
                .formatted(Figures.kwh(energy.agreed()), voided, Figures.kwh(energy.delivered()));
    }

    /** One picture for each period with a trade, folded away: there are many. */
    private Markup curves() {
        List<ClearingRecord> traded = clearings.stream()
                .filter(clearing -> !clearing.volume().isZero())
                .sorted(Comparator.comparingInt(ClearingRecord::period))
                .toList();
        if (traded.isEmpty()) {
            return Markup.of("");
        }
        String pictures = traded.stream().map(this::curves).collect(Collectors.joining());
        return Markup.format(
                "<details><summary>Supply and demand in %s periods with a trade</summary>%s<figure><div class=\"curves\">%s</div></figure></details>",
                traded.size(), new Markup(Legend.CURVES), new Markup(pictures));
    }

    private String curves(ClearingRecord clearing) {
        return new OrderCurves(
                        times.label(clearing.period()),
                        tariffs.get(clearing.period()),
                        orders(clearing.period()),
                        clearing)
                .draw();
    }

    private List<PeriodOrder> orders(int period) {
        return report.evidence().orders(sessionId, period);
    }

    private List<TradeRow> standingTrades() {
        return report.evidence().trades(sessionId).stream()
                .filter(TradeRow::stands)
                .toList();
    }
}

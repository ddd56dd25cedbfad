package org.gridbourse.cli.report;

import java.util.Comparator;
import java.util.List;
import org.gridbourse.cli.community.SessionPlan;
import org.gridbourse.cli.evidence.Evidence;
import org.gridbourse.cli.evidence.TradeRow;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.ClearingRecord;
import org.gridbourse.market.tariff.Tariff;

/** One session of the report: prices and volumes, supply and demand, who traded with whom. */
final class SessionSection {
    private final Report report;
    private final String sessionId;
    private final SessionTimes times;
    private final List<Tariff> tariffs;
    private final List<ClearingRecord> clearings;

    SessionSection(Report report, int index) {
        Evidence evidence = report.evidence();
        this.report = report;
        this.sessionId = evidence.sessionIds().get(index);
        this.times = times(report, index);
        this.tariffs = evidence.sessions().get(index).tariffs();
        this.clearings = evidence.clearings(sessionId);
    }

    static SessionTimes times(Report report, int index) {
        SessionPlan plan = report.community().sessions();
        return new SessionTimes(plan.startOf(index), plan.periods(), plan.periodMinutes());
    }

    String draw() {
        StringBuilder out = new StringBuilder();
        String id = Html.escape(sessionId);
        out.append("<h2 id=\"%1$s\">Session %1$s, %2$s</h2>".formatted(id, Figures.date(times.start())));
        out.append("<h3>Price and volume</h3><figure>%s%s</figure>"
                .formatted(
                        new PriceVolumeChart(
                                        times,
                                        tariffs,
                                        clearings,
                                        report.community().currency())
                                .draw(),
                        Legend.PRICES));
        out.append("<h3>Supply and demand, period by period</h3>").append(Legend.CURVES);
        out.append("<figure><div class=\"curves\">");
        clearings.stream()
                .sorted(Comparator.comparingInt(ClearingRecord::period))
                .forEach(clearing -> out.append(curves(clearing)));
        out.append("</div></figure><h3>Who traded with whom, kWh</h3><div class=\"scroll\">")
                .append(new TradeMatrix(standingTrades()).draw())
                .append("</div>")
                .append(voidTrades());
        return out.toString();
    }

    private String curves(ClearingRecord clearing) {
        return new OrderCurves(
                        times.label(clearing.period()),
                        tariffs.get(clearing.period()),
                        report.evidence().orders(sessionId, clearing.period()),
                        clearing)
                .draw();
    }

    private List<TradeRow> standingTrades() {
        return report.evidence().trades(sessionId).stream()
                .filter(TradeRow::stands)
                .toList();
    }

    private String voidTrades() {
        List<TradeRow> voided = report.evidence().trades(sessionId).stream()
                .filter(trade -> !trade.stands())
                .toList();
        return voided.isEmpty()
                ? ""
                : "<p>%d trades of %s kWh are void: one of their parties did not prepay. Not in the table.</p>"
                        .formatted(
                                voided.size(),
                                Figures.kwh(new Energy(voided.stream()
                                        .mapToLong(TradeRow::quantityWh)
                                        .sum())));
    }
}

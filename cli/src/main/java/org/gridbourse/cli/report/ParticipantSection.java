package org.gridbourse.cli.report;

import org.gridbourse.auditor.evidence.Markup;
import org.gridbourse.cli.bill.ParticipantBill;
import org.gridbourse.cli.community.Participant;
import org.gridbourse.cli.output.Figures;
import org.gridbourse.market.bill.Bill;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.optimizer.DispatchPlan;

/** One participant of the report: what it planned, what it agreed and measured, what it was billed, and how they fit. */
final class ParticipantSection {
    private static final double NANO = 1e9;

    private final Report report;
    private final ParticipantBill bill;
    private final Participant participant;

    ParticipantSection(Report report, ParticipantBill bill) {
        this.report = report;
        this.bill = bill;
        this.participant = report.participant(bill.participantId());
    }

    Markup draw() {
        StringBuilder out = new StringBuilder();
        out.append(Markup.format(
                "<h3 id=\"p-%s\">%s, %s</h3>",
                bill.participantId(), bill.participantId(), participant.site().name()));
        for (int index = 0; index < bill.sessions().size(); index++) {
            out.append(session(index));
        }
        return new Markup(out.toString());
    }

    private Markup session(int index) {
        Bill session = bill.sessions().get(index);
        SessionTimes times = SessionSection.times(report, index);
        DispatchPlan plan = report.plans().get(bill.participantId()).get(index);
        boolean hasStorage = !participant.site().storages().isEmpty();
        return Markup.format(
                "%s<p>%s</p><div class=\"pair\"><figure class=\"half\"><figcaption>Plan for %s, %s kg CO\u2082</figcaption>%s</figure>"
                        + "<figure class=\"half\"><figcaption>Agreed with peers and measured in %s</figcaption>%s</figure></div>",
                new BillTable(times, session, report.community().currency()).draw(),
                planAndBill(plan, session, index),
                session.sessionId(),
                Math.round(plan.carbonKg()),
                new Markup(new PlanChart(times, plan, hasStorage).draw()),
                session.sessionId(),
                new Markup(new PositionChart(times, session.lines()).draw()));
    }

    /** Why the plan's cost is another figure than the bill. */
    private String planAndBill(DispatchPlan plan, Bill session, int index) {
        String currency = report.community().currency();
        Money exchange = exchangeAtTariff(plan, index);
        Money all = new Money(Math.round(-plan.cost() * NANO));
        return "The plan expected to %s for its exchange at the grid's tariff.%s As measured, the grid alone would have meant to %s; with the market it was to %s."
                .formatted(
                        Figures.payOrGet(exchange, currency),
                        ownCost(exchange.minus(all), all),
                        Figures.payOrGet(session.gridOnly(), currency),
                        Figures.payOrGet(session.total(), currency));
    }

    /** What plants and storages cost by themselves; nothing to say where there are none. */
    private String ownCost(Money cost, Money all) {
        String currency = report.community().currency();
        return Figures.money(cost).equals(Figures.money(Money.ZERO))
                ? ""
                : " It also counted %s %s that plants and battery cost over their life, which is on no bill: %s %s in all."
                        .formatted(
                                Figures.money(cost),
                                currency,
                                all.isNegative() ? "a cost of" : "a gain of",
                                Figures.money(all.isNegative() ? all.negated() : all));
    }

    private Money exchangeAtTariff(DispatchPlan plan, int index) {
        return Money.sum(plan.positions().stream()
                .map(position -> report.community()
                        .tariffs()
                        .get(index)
                        .get(position.period())
                        .gridOnly(
                                new Energy(Math.max(0, position.netWh())), new Energy(Math.max(0, -position.netWh()))))
                .toList());
    }
}

package org.gridbourse.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.gridbourse.cli.bill.ParticipantBill;
import org.gridbourse.cli.community.Participant;
import org.gridbourse.cli.evidence.TradeRow;
import org.gridbourse.market.bill.Bill;
import org.gridbourse.market.credit.CreditChange;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.CreditEventRecord;
import org.gridbourse.optimizer.DispatchPlan;

/** The whole report as one page that opens from disk: no script, no font, no picture from anywhere else. */
public final class ReportPage {
    private final Report report;
    private final StringBuilder out = new StringBuilder(1 << 20);

    private ReportPage(Report report) {
        this.report = report;
    }

    public static String of(Report report) {
        return new ReportPage(report).page();
    }

    private String page() {
        String name = Html.escape(report.community().name());
        out.append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .append("<title>GridBourse: %s</title><style>%s</style></head><body>".formatted(name, styleSheet()));
        header(name);
        out.append("<main>");
        overview();
        for (int index = 0; index < report.evidence().sessionIds().size(); index++) {
            out.append(new SessionSection(report, index).draw());
        }
        participants();
        credit();
        audit();
        story();
        return out.append("</main>").append(footer()).append("</body></html>\n").toString();
    }

    private void header(String name) {
        out.append(
                "<header><h1>%s</h1><p class=\"muted\">%d microgrids, %d session(s) of %d periods of %d minutes from %s. %s</p></header>"
                        .formatted(
                                name,
                                report.community().participants().size(),
                                report.community().sessions().count(),
                                report.community().sessions().periods(),
                                report.community().sessions().periodMinutes(),
                                Figures.date(report.community().sessions().start()),
                                networkSentence()));
        out.append("<nav><a href=\"#overview\">Overview</a>");
        report.evidence()
                .sessionIds()
                .forEach(id -> out.append("<a href=\"#%1$s\">Session %1$s</a>".formatted(Html.escape(id))));
        out.append("<a href=\"#participants\">Participants and bills</a><a href=\"#credit\">Credit</a>")
                .append("<a href=\"#audit\">Audit</a><a href=\"#story\">Story</a></nav>");
    }

    private String networkSentence() {
        return report.network().equals("embedded")
                ? "Embedded network: Fabric's protocols, blocks and signatures in one process; one process is no consensus."
                : "Hyperledger Fabric network.";
    }

    private void overview() {
        List<TradeRow> standing =
                report.evidence().trades().stream().filter(TradeRow::stands).toList();
        long volumeWh = standing.stream().mapToLong(TradeRow::quantityWh).sum();
        Money saved =
                Money.sum(report.bills().stream().map(ParticipantBill::saved).toList());
        String currency = report.community().currency();
        out.append("<h2 id=\"overview\">Overview</h2><div class=\"tiles\">");
        tile("", Figures.kwh(new Energy(volumeWh)) + " kWh", "traded between peers");
        tile("", Integer.toString(standing.size()), "trades that stand");
        tile(
                saved.isNegative() ? "bad" : "good",
                Figures.signedMoney(saved) + " " + currency,
                "saved by all against the grid alone");
        tile(
                report.verdict().valid() ? "good" : "bad",
                report.verdict().valid() ? "sound" : report.verdict().findings().size() + " finding(s)",
                "the audit's verdict");
        Money sum = report.evidence().sum();
        tile(sum.isZero() ? "good" : "bad", Long.toString(sum.nano()), "sum of all postings, in nano");
        out.append("</div>").append(resultTable());
    }

    private void tile(String style, String figure, String what) {
        out.append("<div class=\"tile %s\"><b>%s</b><span>%s</span></div>"
                .formatted(style, Html.escape(figure), Html.escape(what)));
    }

    private String resultTable() {
        String rows = report.bills().stream().map(this::resultRow).collect(Collectors.joining());
        return """
                <p>What each participant paid (negative) or earned over all sessions, against what the same measured energy
                would have cost with the grid alone. Forfeited bonds and compensation are included.</p>
                <div class="scroll"><table><thead><tr><th>participant</th><th class="left">microgrid</th><th class="left">organisation</th>
                <th>grid alone, %1$s</th><th>with the market, %1$s</th><th>saved, %1$s</th><th>short, kWh</th><th>credit</th></tr></thead>
                <tbody>%2$s</tbody></table></div>""".formatted(Html.escape(report.community().currency()), rows);
    }

    private String resultRow(ParticipantBill bill) {
        Participant participant = participant(bill.participantId());
        return ("<tr><td><a href=\"#p-%1$s\">%1$s</a></td><td class=\"left\">%2$s</td><td class=\"left\">%3$s</td><td>%4$s</td>"
                        + "<td>%5$s</td><td class=\"%6$s\">%7$s</td><td>%8$s</td><td>%9$d \u2192 %10$d</td></tr>")
                .formatted(
                        Html.escape(bill.participantId()),
                        Html.escape(participant.site().name()),
                        participant.organisation().displayName(),
                        Figures.money(bill.gridOnly()),
                        Figures.money(bill.withMarket()),
                        bill.saved().isNegative() ? "loss" : "gain",
                        Figures.signedMoney(bill.saved()),
                        Figures.kwh(bill.missed()),
                        bill.creditBefore(),
                        bill.creditAfter());
    }

    private void participants() {
        out.append("<h2 id=\"participants\">Participants and bills</h2>").append(Legend.PLAN);
        for (ParticipantBill bill : report.bills()) {
            participant(bill);
        }
    }

    private void participant(ParticipantBill bill) {
        Participant participant = participant(bill.participantId());
        out.append("<h3 id=\"p-%1$s\">%1$s, %2$s</h3>"
                .formatted(
                        Html.escape(bill.participantId()),
                        Html.escape(participant.site().name())));
        List<DispatchPlan> plans = report.plans().get(bill.participantId());
        for (int index = 0; index < bill.sessions().size(); index++) {
            Bill session = bill.sessions().get(index);
            SessionTimes times = SessionSection.times(report, index);
            String id = Html.escape(session.sessionId());
            out.append(
                    "<div class=\"pair\"><figure class=\"half\"><figcaption>Plan for %s: cost %.2f %s, %.0f kg CO\u2082</figcaption>%s</figure>"
                            .formatted(
                                    id,
                                    plans.get(index).cost(),
                                    Html.escape(report.community().currency()),
                                    plans.get(index).carbonKg(),
                                    new PlanChart(
                                                    times,
                                                    plans.get(index),
                                                    !participant
                                                            .site()
                                                            .storages()
                                                            .isEmpty())
                                            .draw()));
            out.append(
                    "<figure class=\"half\"><figcaption>Agreed with peers and measured in %s</figcaption>%s</figure></div>"
                            .formatted(id, new PositionChart(times, session.lines()).draw()));
            out.append(new BillTable(times, session, report.community().currency()).draw());
        }
    }

    private Participant participant(String id) {
        return report.community().participants().stream()
                .filter(participant -> participant.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("participant (%s) is not of the community".formatted(id)));
    }

    private void credit() {
        String rows = report.evidence().creditEvents().stream()
                .map(ReportPage::creditRow)
                .collect(Collectors.joining());
        out.append(
                        "<h2 id=\"credit\">Credit</h2><p>The score decides the bond rate and the volume a participant may offer in the next session.</p><figure class=\"narrow\">")
                .append(new CreditChart(report.evidence(), report.bills()).draw())
                .append(
                        "</figure><div class=\"scroll\"><table><thead><tr><th>session</th><th class=\"left\">participant</th><th class=\"left\">cause</th>")
                .append("<th>before</th><th>after</th><th>change</th></tr></thead><tbody>%s</tbody></table></div>"
                        .formatted(rows));
    }

    private static String creditRow(CreditEventRecord event) {
        CreditChange change = event.change();
        int difference = change.after() - change.before();
        return "<tr><td>%s</td><td class=\"left\">%s</td><td class=\"left\">%s</td><td>%d</td><td>%d</td><td class=\"%s\">%+d</td></tr>"
                .formatted(
                        Html.escape(event.sessionId()),
                        Html.escape(event.participantId()),
                        change.cause().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        change.before(),
                        change.after(),
                        difference < 0 ? "loss" : "gain",
                        difference);
    }

    private void audit() {
        Verdict verdict = report.verdict();
        String findings = verdict.findings().stream()
                .map(finding -> "<li>" + Html.escape(finding) + "</li>")
                .collect(Collectors.joining());
        out.append("""
                <h2 id="audit">Audit</h2><p><b class="%s">%s</b> %d blocks and %d transactions were read from the blocks alone: header chain,
                data hashes, signatures, endorsements, and the market replayed by its own rules. Head block hash <code>%s</code>.
                All postings add up to %d.</p><ul>%s</ul>
                <p class="muted">Again, without the network: <code>gridbourse audit verify --blocks blocks --genesis genesis.pb</code></p>""".formatted(
                        verdict.valid() ? "gain" : "loss",
                        verdict.valid() ? "The ledger is sound." : "The ledger is not sound.",
                        verdict.blocks(),
                        verdict.transactions(),
                        Html.escape(verdict.headHash()),
                        verdict.sumNano(),
                        findings));
    }

    private void story() {
        out.append("<h2 id=\"story\">Story of the day</h2><div class=\"story\">%s</div>"
                .formatted(Html.escape(String.join("\n", report.story()))));
    }

    private String footer() {
        return "<footer>Made by GridBourse from the evidence of the ledger; seed %d. Figures are rounded for reading, the files next to this page are exact.</footer>"
                .formatted(report.seed());
    }

    private static String styleSheet() {
        try (InputStream sheet = ReportPage.class.getResourceAsStream("report.css")) {
            return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.gridbourse.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridbourse.auditor.evidence.ConsentWords;
import org.gridbourse.auditor.evidence.Markup;
import org.gridbourse.auditor.evidence.PageTable;
import org.gridbourse.cli.bill.ParticipantBill;
import org.gridbourse.cli.community.Participant;
import org.gridbourse.cli.output.Figures;
import org.gridbourse.market.bill.Explanation;
import org.gridbourse.market.bill.SessionEnergy;
import org.gridbourse.market.credit.CreditChange;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.CreditEventRecord;

/**
 * The whole report as one page that opens from disk: no script, no font, no picture from anywhere else. It begins with
 * what everybody paid and got.
 */
public final class ReportPage {
    private final Report report;

    private ReportPage(Report report) {
        this.report = report;
    }

    public static String of(Report report) {
        return new ReportPage(report).page().html();
    }

    private Markup page() {
        return Markup.format(
                """
                <!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>GridBourse: %s</title><style>%s</style></head><body>%s<main>%s%s%s%s%s%s</main>%s</body></html>
                """,
                report.community().name(),
                new Markup(styleSheet()),
                header(),
                overview(),
                participants(),
                sessions(),
                credit(),
                audit(),
                story(),
                footer());
    }

    private Markup header() {
        Markup sessions =
                all(report.evidence().sessionIds(), id -> Markup.format("<a href=\"#%s\">Session %s</a>", id, id));
        return Markup.format(
                "<header><h1>%s</h1><p class=\"muted\">%s microgrids, %s session(s) of %s periods of %s minutes from %s. %s</p></header>"
                        + "<nav><a href=\"#overview\">Overview</a><a href=\"#participants\">Participants and bills</a>%s"
                        + "<a href=\"#credit\">Credit</a><a href=\"#audit\">Audit</a><a href=\"#story\">Story</a></nav>",
                report.community().name(),
                report.community().participants().size(),
                report.community().sessions().count(),
                report.community().sessions().periods(),
                report.community().sessions().periodMinutes(),
                Figures.date(report.community().sessions().start()),
                report.verdict().ledger() + " " + networkSentence(),
                sessions);
    }

    private String networkSentence() {
        return report.network().equals("embedded")
                ? "Embedded network: Fabric's protocols, blocks and signatures in one process; one process is no consensus."
                : "Hyperledger Fabric network.";
    }

    private Markup overview() {
        List<SessionEnergy> sessions = report.evidence().sessionIds().stream()
                .map(report.evidence()::energy)
                .toList();
        Money saved =
                Money.sum(report.bills().stream().map(ParticipantBill::saved).toList());
        Money sum = report.evidence().sum();
        boolean valid = report.verdict().valid();
        return Markup.format(
                "<h2 id=\"overview\">Overview</h2><div class=\"tiles\">%s%s%s%s%s%s</div>%s",
                tile("", kwh(sessions, SessionEnergy::agreed), "agreed between peers"),
                tile("", kwh(sessions, SessionEnergy::voided), "of it void: not prepaid"),
                tile("", kwh(sessions, SessionEnergy::delivered), "delivered by peers"),
                tile(
                        saved.isNegative() ? "bad" : "good",
                        Figures.signedMoney(saved) + " " + report.community().currency(),
                        "saved by all against the grid alone"),
                tile(
                        valid ? "good" : "bad",
                        valid ? "sound" : report.verdict().findings().size() + " finding(s)",
                        "the audit's verdict"),
                tile(sum.isZero() ? "good" : "bad", Long.toString(sum.nano()), "sum of all postings, in nano"),
                results());
    }

    private static String kwh(List<SessionEnergy> sessions, Function<SessionEnergy, Energy> part) {
        return Figures.kwh(Energy.sum(sessions.stream().map(part).toList())) + " kWh";
    }

    private static Markup tile(String style, String figure, String what) {
        return Markup.format("<div class=\"tile %s\"><b>%s</b><span>%s</span></div>", style, figure, what);
    }

    private Markup results() {
        String currency = report.community().currency();
        PageTable table = new PageTable()
                .column("", "participant")
                .column("left wide", "microgrid")
                .column("left wide", "organisation")
                .column("wide", "grid alone, " + currency)
                .column("", "with the market, " + currency)
                .column("", "saved, " + currency)
                .column("wide", "short, kWh")
                .column("", "credit");
        for (ParticipantBill bill : report.bills()) {
            Participant participant = report.participant(bill.participantId());
            table.row(
                    Markup.format("<a href=\"#p-%s\">%s</a>", bill.participantId(), bill.participantId()),
                    participant.site().name(),
                    participant.organisation().displayName(),
                    Figures.money(bill.gridOnly()),
                    Figures.money(bill.withMarket()),
                    gain(Figures.signedMoney(bill.saved()), !bill.saved().isNegative()),
                    Figures.kwh(bill.missed()),
                    bill.creditBefore() + " \u2192 " + bill.creditAfter());
        }
        return Markup.format("""
                <p>What each participant paid (negative) or earned over all sessions, against what the same measured energy
                would have cost with the grid alone. Forfeited bonds and compensation are included.</p>%s""", table.draw());
    }

    private static Markup gain(String figure, boolean good) {
        return Markup.format("<span class=\"%s\">%s</span>", good ? "gain" : "loss", figure);
    }

    private Markup participants() {
        return Markup.format(
                "<h2 id=\"participants\">Participants and bills</h2>%s%s",
                new Markup(Legend.PLAN), all(report.bills(), bill -> new ParticipantSection(report, bill).draw()));
    }

    private Markup sessions() {
        StringBuilder sections = new StringBuilder();
        for (int index = 0; index < report.evidence().sessionIds().size(); index++) {
            sections.append(new SessionSection(report, index).draw());
        }
        return new Markup(sections.toString());
    }

    private Markup credit() {
        PageTable table = new PageTable()
                .column("", "session")
                .column("left", "participant")
                .column("", "score")
                .column("", "points")
                .column("left text", "why");
        for (CreditEventRecord event : report.evidence().creditEvents()) {
            CreditChange change = event.change();
            table.row(
                    event.sessionId(),
                    event.participantId(),
                    change.before() + " \u2192 " + change.after(),
                    gain(Explanation.points(change), change.pointsMilli() >= 0),
                    Explanation.of(change));
        }
        return Markup.format(
                "<h2 id=\"credit\">Credit</h2><p>The score decides the bond rate and the volume a participant may offer in the"
                        + " next session. Whole points are shown; the ledger keeps thousandths.</p>"
                        + "<figure class=\"narrow\">%s</figure>%s",
                new Markup(new CreditChart(report.evidence(), report.bills()).draw()), table.draw());
    }

    private Markup audit() {
        Verdict verdict = report.verdict();
        return Markup.format(
                """
                <h2 id="audit">Audit</h2><p><b class="%s">%s</b> %s blocks and %s transactions were read from the blocks alone: header chain,
                data hashes, signatures, endorsements, and the market replayed by its own rules. Hash of the last block's header <code>%s</code>.
                All postings add up to %s.</p><ul>%s</ul><h3>Consents</h3>%s
                <p class="muted">Again, without the network, in GridBourse's folder:
                <code>scripts/gridbourse audit verify --blocks HERE/blocks --genesis HERE/genesis.pb</code>; one trade from order to
                payment: <code>scripts/gridbourse audit explain TRADE_ID</code> with the same options.</p>""",
                verdict.valid() ? "gain" : "loss",
                verdict.valid() ? "The ledger is sound." : "The ledger is not sound.",
                verdict.blocks(),
                verdict.transactions(),
                verdict.headHash(),
                verdict.sumNano(),
                all(
                        Stream.concat(verdict.findings().stream(), verdict.notices().stream())
                                .toList(),
                        line -> Markup.format("<li>%s</li>", line)),
                new Markup(ConsentWords.html(report.evidence().consents())));
    }

    private Markup story() {
        return Markup.format(
                "<h2 id=\"story\">Story of the day</h2><div class=\"story\">%s</div>",
                String.join("\n", report.story()));
    }

    private Markup footer() {
        return Markup.format(
                "<footer>Made by GridBourse from the evidence of the ledger; seed %s. Figures are rounded for reading, the files next to this page are exact.</footer>",
                report.seed());
    }

    private static <T> Markup all(Collection<T> things, Function<T, Markup> draw) {
        return new Markup(things.stream().map(draw).map(Markup::html).collect(Collectors.joining()));
    }

    private static String styleSheet() {
        try (InputStream sheet = ReportPage.class.getResourceAsStream("report.css")) {
            return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

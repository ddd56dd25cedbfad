package org.gridbourse.auditor.evidence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gridbourse.auditor.AuditReport;
import org.gridbourse.auditor.TrustedHashes;
import org.gridbourse.auditor.Verdict;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.market.RecordListener;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.money.Posting;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.AccountRecord.Lock;
import org.gridbourse.market.record.ConsentRecord;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StatementRecord;

/**
 * One page for people, with nothing to load from elsewhere: findings first, then what was checked, volumes and prices, and each
 * participant's books. Collects while the ledger is audited; of a session that is over it keeps sums only, and the periods of
 * the latest ones.
 */
public final class ReportPage implements RecordListener {
    private static final int BAR_PIXELS = 160;
    private static final int SESSIONS_IN_FULL = 30;
    private static final int CENTS = 2;

    private final TreeMap<String, ConsentRecord> consents = new TreeMap<>();
    private final SupervisionTable supervision = new SupervisionTable();
    private final Map<String, SessionFigures> sessions = new LinkedHashMap<>();
    private final Deque<SessionFigures> inFull = new ArrayDeque<>();
    private final TreeMap<String, AccountRecord> accounts = new TreeMap<>();
    private final ParticipantSums sums = new ParticipantSums();
    private final TreeMap<String, Long> moneyByKind = new TreeMap<>();

    @Override
    public void written(WrittenRecord record) {
        supervision.written(record);
        if (record.record() instanceof SessionRecord session) {
            announced(session);
        } else if (record.record() instanceof AccountRecord account) {
            accounts.put(account.participantId(), account);
        } else if (record.record() instanceof StatementRecord statement) {
            sums.add(statement);
        } else if (record.record() instanceof ConsentRecord consent) {
            consents.put(consent.key() + "/" + consent.revision(), consent);
        }
        record.sessionId().map(sessions::get).ifPresent(session -> {
            session.add(record.record());
            if (session.isOver()) {
                sums.close(session.id());
            }
        });
        for (Posting posting : record.postings()) {
            moneyByKind.merge(posting.account().kind().word(), posting.amount().nano(), Math::addExact);
        }
    }

    private void announced(SessionRecord announced) {
        SessionFigures session = new SessionFigures(announced);
        sessions.put(announced.sessionId(), session);
        inFull.add(session);
        if (inFull.size() > SESSIONS_IN_FULL) {
            inFull.remove().forgetPeriods();
        }
    }

    /**
     * The whole page.
     *
     * @param trusted the genesis block that was trusted
     */
    public String html(AuditReport report, TrustedHashes trusted) {
        List<String> parts = new ArrayList<>();
        parts.add(HEAD.replace("CLASS", report.isValid() ? "good" : "bad"));
        parts.add("<h1>%s</h1>".formatted(report.isValid() ? "Everything is as the rules say" : headline(report)));
        parts.add(verdict(report));
        parts.add(findings(report));
        parts.add(checked(report, trusted));
        parts.add(sessions());
        inFull.forEach(session -> parts.add(periods(session)));
        parts.add(books());
        parts.add(money());
        parts.add("<h2>Consents</h2>\n" + ConsentWords.html(List.copyOf(consents.values())));
        parts.add(supervision.html());
        parts.add("</main></body></html>\n");
        return String.join("\n", parts);
    }

    private static String headline(AuditReport report) {
        return report.findingCount() == 1
                ? "1 finding"
                : String.format(Locale.ROOT, "%,d findings", report.findingCount());
    }

    private static String verdict(AuditReport report) {
        String unjudged = report.judged() == report.blocks()
                ? ""
                : " From block %d on only chain and signatures are checked: what was written there is not known."
                        .formatted(report.judged());
        String notices = report.clock().notices().stream()
                .map(notice -> Markup.format("<li>%s</li>", notice.detail()).html())
                .collect(Collectors.joining("\n"));
        return Markup.format(
                                "<p><b>%s</b>%s</p><p>%s</p>",
                                Verdict.of(report), unjudged, report.clock().says())
                        .html()
                + (notices.isEmpty() ? "" : "\n<h2>To be known</h2>\n<ul>\n" + notices + "\n</ul>");
    }

    private static String findings(AuditReport report) {
        if (report.isValid()) {
            return "";
        }
        StringBuilder items = new StringBuilder();
        Map<FindingCode, Long> unlisted = new TreeMap<>(report.counts());
        for (Finding finding : report.findings()) {
            unlisted.merge(finding.code(), -1L, Long::sum);
            items.append(item(finding));
        }
        unlisted.forEach((code, count) -> {
            if (count > 0) {
                items.append(String.format(Locale.ROOT, "<li><code>%s</code>: %,d more</li>%n", code, count));
            }
        });
        String after = report.consequences() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "<p>%,d more transactions disagree only because of what was found before them.</p>",
                        report.consequences());
        return """
                <h2>Findings</h2>
                <p>In the ledger's order: begin with the first, later ones may only follow from it.</p>
                <ol>
                %s</ol>%s""".formatted(items, after);
    }

    private static Markup item(Finding finding) {
        String block =
                finding.block().isPresent() ? ", block " + finding.block().getAsLong() : "";
        Markup transaction = finding.transactionId()
                .map(id -> Markup.format(", transaction <code>%s</code>", id))
                .orElse(Markup.of(""));
        return Markup.format(
                "<li><code>%s</code>%s%s<br>%s: %s</li>%n",
                finding.code(), block, transaction, finding.code().meaning(), finding.detail());
    }

    private static String checked(AuditReport report, TrustedHashes trusted) {
        return String.format(
                Locale.ROOT,
                """
                <h2>What was checked</h2>
                <p>%,d blocks with %,d transactions, %,d sessions, %,d trades: header chain and data hashes, orderers' signatures against
                the channel's policy, creators and endorsements, certificates and revocation, the state of every key, commit hashes; then every
                market transaction executed again by the rules and compared byte for byte; then the books kept a second time.</p>
                <p>Trusted is nothing but the genesis block: hash of its header <code>%s</code>, SHA-256 of its file <code>%s</code>.
                Hash of the last block's header: <code>%s</code>.%s</p>""",
                report.blocks(),
                report.transactions(),
                report.sessions(),
                report.trades(),
                trusted.header(),
                trusted.file(),
                report.headHash(),
                report.endKnown()
                        ? ""
                        : " Whether blocks are missing at the end cannot be told without the head or the height from another source.");
    }

    private String sessions() {
        if (sessions.isEmpty()) {
            return "<h2>Sessions</h2>\n<p>None was announced.</p>";
        }
        PageTable table = new PageTable()
                .column("", "session")
                .column("", "start")
                .column("", "phase")
                .column("n", "trades")
                .column("n", "Wh agreed")
                .column("n", "of them void")
                .column("n", "mean price per kWh");
        for (SessionFigures session : sessions.values()) {
            table.row(
                    session.id(),
                    session.start(),
                    session.phase(),
                    grouped(session.trades()),
                    grouped(session.volumeWh()),
                    grouped(session.voidedWh()),
                    session.volumeWh() == 0 ? "" : session.meanPrice() + " " + session.currency());
        }
        return "<h2>Sessions</h2>\n"
                + table.draw()
                + (sessions.size() > inFull.size()
                        ? "\n<p>The latest %d follow by period; audit export has all.</p>".formatted(inFull.size())
                        : "");
    }

    private static String periods(SessionFigures session) {
        if (session.periods().isEmpty()) {
            return "";
        }
        long most = session.periods().values().stream()
                .mapToLong(SessionFigures.Cleared::volumeWh)
                .max()
                .orElse(0);
        PageTable table = new PageTable()
                .column("", "period")
                .column("n", "Wh agreed")
                .column("", "")
                .column("n", session.currency() + " per kWh");
        session.periods()
                .forEach((period, cleared) -> table.row(
                        period,
                        grouped(cleared.volumeWh()),
                        bar(cleared.volumeWh(), most),
                        cleared.volumeWh() == 0
                                ? ""
                                : Decimals.exact(new UnitPrice(cleared.priceMicroPerKwh()), CENTS)));
        return Markup.format("<h2>Session %s</h2>\n%s", session.id(), table.draw())
                .html();
    }

    private static Markup bar(long value, long most) {
        return Markup.format(
                "<svg width=%s height=10><rect width=%s height=10 /></svg>",
                BAR_PIXELS, most == 0 ? 0 : Math.round((double) value / most * BAR_PIXELS));
    }

    private String books() {
        if (accounts.isEmpty()) {
            return "<h2>Books</h2>\n<p>Nobody is registered.</p>";
        }
        PageTable table = new PageTable()
                .column("", "participant")
                .column("n", "contracted Wh")
                .column("n", "delivered Wh")
                .column("n", "short Wh")
                .column("n", "settled")
                .column("n", "wallet")
                .column("n", "locked")
                .column("n", "arrears")
                .column("n", "credit");
        accounts.forEach((participant, account) -> {
            Money locked = Money.ZERO;
            for (Lock lock : account.locks()) {
                locked = locked.plus(lock.bidBond()).plus(lock.escrow()).plus(lock.bond());
            }
            ParticipantSums.Sum own = sums.of(participant);
            table.row(
                    participant,
                    grouped(own.contractedWh()),
                    grouped(own.deliveredWh()),
                    grouped(own.shortWh()),
                    money(new Money(own.netNano())),
                    money(account.balances().wallet()),
                    money(locked),
                    money(account.balances().arrears()),
                    account.creditScore());
        });
        return "<h2>Books</h2>\n" + table.draw();
    }

    /** Where all money is, which adds up to nothing: what is in it was issued against deposits. */
    private String money() {
        if (moneyByKind.isEmpty()) {
            return "";
        }
        PageTable table = new PageTable().column("", "accounts").column("n", "balance");
        long sum = 0;
        for (Map.Entry<String, Long> kind : moneyByKind.entrySet()) {
            sum = Math.addExact(sum, kind.getValue());
            table.row(kind.getKey(), money(new Money(kind.getValue())));
        }
        table.sum("sum of all postings", money(new Money(sum)));
        return "<h2>Where the money is</h2>\n" + table.draw();
    }

    private static String grouped(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String money(Money amount) {
        return Decimals.exact(amount, CENTS);
    }

    private static final String HEAD = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Audit</title>
            <style>
            :root{color-scheme:light dark;--ink:#1d2733;--page:#f6f7f9;--paper:#fff;--line:#dde2e8;--good:#17613a;--bad:#a1201b;--bar:#2a78d6}
            @media (prefers-color-scheme:dark){:root{--ink:#e3e8ee;--page:#12171d;--paper:#1b222b;--line:#35404d;--good:#6fd19c;--bad:#ff8f87;--bar:#5b9df0}}
            body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);margin:0;background:var(--page)}
            main{max-width:66rem;margin:2rem auto;padding:0 1rem}
            .good h1{color:var(--good)}.bad h1{color:var(--bad)}
            .scroll{overflow-x:auto}
            table{border-collapse:collapse;width:100%;background:var(--paper);font-size:.9rem}
            tfoot{font-weight:600}th,td{border-bottom:1px solid var(--line);padding:.35rem .6rem;text-align:left;vertical-align:top}
            .n{text-align:right;font-variant-numeric:tabular-nums}
            rect{fill:var(--bar)}code{overflow-wrap:anywhere}li{margin-bottom:.5rem;overflow-wrap:anywhere}
            </style></head><body class="CLASS"><main>""";
}

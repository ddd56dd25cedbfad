package org.gridbourse.auditor.evidence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.auditor.AuditReport;
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

    private final Map<String, SessionFigures> sessions = new LinkedHashMap<>();
    private final Deque<SessionFigures> inFull = new ArrayDeque<>();
    private final TreeMap<String, AccountRecord> accounts = new TreeMap<>();
    private final ParticipantSums sums = new ParticipantSums();
    private final TreeMap<String, Long> moneyByKind = new TreeMap<>();

    @Override
    public void written(WrittenRecord record) {
        if (record.record() instanceof SessionRecord session) {
            announced(session);
        } else if (record.record() instanceof AccountRecord account) {
            accounts.put(account.participantId(), account);
        } else if (record.record() instanceof StatementRecord statement) {
            sums.add(statement);
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
     * @param genesisHash hash of the genesis block's header that was trusted, hexadecimal
     */
    public String html(AuditReport report, String genesisHash) {
        List<String> parts = new ArrayList<>();
        parts.add(HEAD.replace("CLASS", report.isValid() ? "good" : "bad"));
        parts.add("<h1>%s</h1>".formatted(report.isValid() ? "Everything is as the rules say" : headline(report)));
        parts.add(findings(report));
        parts.add(checked(report, genesisHash));
        parts.add(sessions());
        inFull.forEach(session -> parts.add(periods(session)));
        parts.add(books());
        parts.add(money());
        parts.add("</main></body></html>\n");
        return String.join("\n", parts);
    }

    private static String headline(AuditReport report) {
        return report.findingCount() == 1
                ? "1 finding"
                : String.format(Locale.ROOT, "%,d findings", report.findingCount());
    }

    private static String findings(AuditReport report) {
        if (report.isValid()) {
            return "";
        }
        StringBuilder items = new StringBuilder();
        Map<FindingCode, Long> unlisted = new TreeMap<>(report.counts());
        for (Finding finding : report.findings()) {
            unlisted.merge(finding.code(), -1L, Long::sum);
            items.append("<li><code>%s</code>%s%s<br>%s: %s</li>%n"
                    .formatted(
                            finding.code(),
                            finding.block().isPresent()
                                    ? ", block " + finding.block().getAsLong()
                                    : "",
                            finding.transactionId()
                                    .map(id -> ", transaction <code>%s</code>".formatted(escaped(id)))
                                    .orElse(""),
                            escaped(finding.code().meaning()),
                            escaped(finding.detail())));
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
        String unjudged = report.judged() == report.blocks()
                ? ""
                : "<p>From block %d on only chain and signatures are checked: what was written there is not known.</p>"
                        .formatted(report.judged());
        return """
                <h2>Findings</h2>
                <p>In the ledger's order: begin with the first, later ones may only follow from it.</p>
                <ol>
                %s</ol>%s%s""".formatted(items, after, unjudged);
    }

    private static String checked(AuditReport report, String genesisHash) {
        return String.format(
                Locale.ROOT,
                """
                <h2>What was checked</h2>
                <p>%,d blocks with %,d transactions, %,d sessions, %,d trades: header chain and data hashes, orderers' signatures against
                the channel's policy, creators and endorsements, certificates and revocation, the state of every key, commit hashes; then every
                market transaction executed again by the rules and compared byte for byte; then the books kept a second time.</p>
                <p>Trusted is nothing but the genesis block <code>%s</code>. Last block: <code>%s</code>.%s</p>""",
                report.blocks(),
                report.transactions(),
                report.sessions(),
                report.trades(),
                genesisHash,
                report.headHash(),
                report.endKnown()
                        ? ""
                        : " Whether blocks are missing at the end cannot be told without the head or the height from another source.");
    }

    private String sessions() {
        StringBuilder rows = new StringBuilder();
        for (SessionFigures session : sessions.values()) {
            rows.append(String.format(
                    Locale.ROOT,
                    "<tr><td>%s</td><td>%s</td><td>%s</td><td class=n>%,d</td><td class=n>%,d</td><td class=n>%,d</td><td class=n>%s</td></tr>%n",
                    escaped(session.id()),
                    escaped(session.start()),
                    escaped(session.phase()),
                    session.trades(),
                    session.volumeWh(),
                    session.voidedWh(),
                    session.volumeWh() == 0 ? "" : session.meanPrice() + " " + escaped(session.currency())));
        }
        return "<h2>Sessions</h2>\n"
                + (sessions.isEmpty()
                        ? "<p>None was announced.</p>"
                        : table(
                                "<th>session</th><th>start</th><th>phase</th><th class=n>trades</th><th class=n>Wh traded</th>"
                                        + "<th class=n>of them void</th><th class=n>mean price per kWh</th>",
                                rows))
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
        StringBuilder rows = new StringBuilder();
        session.periods()
                .forEach((period, cleared) -> rows.append(String.format(
                        Locale.ROOT,
                        "<tr><td>%d</td><td class=n>%,d</td><td><svg width=%d height=10><rect width=%d height=10 /></svg></td><td class=n>%s</td></tr>%n",
                        period,
                        cleared.volumeWh(),
                        BAR_PIXELS,
                        most == 0 ? 0 : Math.round((double) cleared.volumeWh() / most * BAR_PIXELS),
                        cleared.volumeWh() == 0
                                ? ""
                                : Decimals.exact(new UnitPrice(cleared.priceMicroPerKwh()), CENTS))));
        return "<h2>Session %s</h2>\n%s"
                .formatted(
                        escaped(session.id()),
                        table(
                                "<th>period</th><th class=n>Wh traded</th><th></th><th class=n>%s per kWh</th>"
                                        .formatted(escaped(session.currency())),
                                rows));
    }

    private String books() {
        StringBuilder rows = new StringBuilder();
        accounts.forEach((participant, account) -> {
            Money locked = Money.ZERO;
            for (Lock lock : account.locks()) {
                locked = locked.plus(lock.bidBond()).plus(lock.escrow()).plus(lock.bond());
            }
            ParticipantSums.Sum own = sums.of(participant);
            rows.append(String.format(
                    Locale.ROOT,
                    "<tr><td>%s</td><td class=n>%,d</td><td class=n>%,d</td><td class=n>%,d</td><td class=n>%s</td><td class=n>%s</td><td class=n>%s</td><td class=n>%s</td><td class=n>%d</td></tr>%n",
                    escaped(participant),
                    own.contractedWh(),
                    own.deliveredWh(),
                    own.shortWh(),
                    money(new Money(own.netNano())),
                    money(account.balances().wallet()),
                    money(locked),
                    money(account.balances().arrears()),
                    account.creditScore()));
        });
        return "<h2>Books</h2>\n"
                + (accounts.isEmpty()
                        ? "<p>Nobody is registered.</p>"
                        : table(
                                "<th>participant</th><th class=n>contracted Wh</th><th class=n>delivered Wh</th><th class=n>short Wh</th>"
                                        + "<th class=n>settled</th><th class=n>wallet</th><th class=n>locked</th><th class=n>arrears</th>"
                                        + "<th class=n>credit</th>",
                                rows));
    }

    /** Where all money is, which adds up to nothing: what is in it was issued against deposits. */
    private String money() {
        if (moneyByKind.isEmpty()) {
            return "";
        }
        StringBuilder rows = new StringBuilder();
        long sum = 0;
        for (Map.Entry<String, Long> kind : moneyByKind.entrySet()) {
            sum = Math.addExact(sum, kind.getValue());
            rows.append("<tr><td>%s</td><td class=n>%s</td></tr>%n"
                    .formatted(escaped(kind.getKey()), money(new Money(kind.getValue()))));
        }
        rows.append("<tr><th>sum of all postings</th><th class=n>%s</th></tr>%n".formatted(money(new Money(sum))));
        return "<h2>Where the money is</h2>\n" + table("<th>accounts</th><th class=n>balance</th>", rows);
    }

    private static String money(Money amount) {
        return Decimals.exact(amount, CENTS);
    }

    private static String table(String head, CharSequence rows) {
        return "<div class=wide><table><tr>%s</tr>\n%s</table></div>".formatted(head, rows);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
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
            .wide{overflow-x:auto}
            table{border-collapse:collapse;width:100%;background:var(--paper);font-size:.9rem}
            th,td{border-bottom:1px solid var(--line);padding:.35rem .6rem;text-align:left;vertical-align:top}
            .n{text-align:right;font-variant-numeric:tabular-nums}
            rect{fill:var(--bar)}code{overflow-wrap:anywhere}li{margin-bottom:.5rem;overflow-wrap:anywhere}
            </style></head><body class="CLASS"><main>""";
}

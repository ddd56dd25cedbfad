package org.gridbourse.auditor.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.auditor.AuditReport;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.market.RecordListener;
import org.gridbourse.auditor.market.Values;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.json.JsonObject;

/**
 * One page for people, with nothing to load from elsewhere: findings first, then what was checked, volumes and prices, and each
 * participant's books. Collects while the ledger is audited.
 */
public final class ReportPage implements RecordListener {
    private static final int BAR_PIXELS = 160;

    private final Map<String, TreeMap<Long, WrittenRecord>> clearings = new LinkedHashMap<>();
    private final TreeMap<String, JsonObject> accounts = new TreeMap<>();
    private final TreeMap<String, Totals> totals = new TreeMap<>();
    private String currency = "";

    /** What one participant's statements add up to, by period with the last revision counting. */
    private static final class Totals {
        private final Map<String, WrittenRecord> statements = new LinkedHashMap<>();

        long sum(String name) {
            return statements.values().stream()
                    .mapToLong(record -> record.number(name))
                    .sum();
        }
    }

    @Override
    public void written(WrittenRecord record) {
        switch (record.type()) {
            case "session" -> currency = record.text("currency");
            case "clearing" ->
                clearings
                        .computeIfAbsent(record.text("sessionId"), id -> new TreeMap<>())
                        .put(record.number("period"), record);
            case "account" -> accounts.put(record.text("participantId"), record.value());
            case "statement" ->
                totals.computeIfAbsent(record.text("participantId"), id -> new Totals())
                        .statements
                        .put(record.text("sessionId") + "/" + record.number("period"), record);
            default -> {
                // not on the page
            }
        }
    }

    /** The whole page. */
    public String html(AuditReport report) {
        List<String> parts = new ArrayList<>();
        parts.add(HEAD.replace("CLASS", report.isValid() ? "good" : "bad"));
        parts.add("<h1>%s</h1>".formatted(report.isValid() ? "Everything is as the rules say" : headline(report)));
        parts.add(findings(report));
        parts.add(checked(report));
        clearings.forEach((session, periods) -> parts.add(session(session, periods)));
        parts.add(books());
        parts.add("</main></body></html>\n");
        return String.join("\n", parts);
    }

    private static String headline(AuditReport report) {
        return String.format(Locale.ROOT, "%,d findings", report.findingCount());
    }

    private static String findings(AuditReport report) {
        if (report.isValid()) {
            return "";
        }
        StringBuilder rows = new StringBuilder();
        for (Finding finding : report.findings()) {
            rows.append("<tr><td><code>%s</code></td><td>%s</td><td><code>%s</code></td><td>%s: %s</td></tr>%n"
                    .formatted(
                            finding.code(),
                            finding.block().isPresent() ? finding.block().getAsLong() : "",
                            finding.transactionId()
                                    .map(id -> escaped(id.substring(0, Math.min(12, id.length()))))
                                    .orElse(""),
                            escaped(finding.code().meaning()),
                            escaped(finding.detail())));
        }
        return """
                <h2>Findings</h2>
                <table><tr><th>code</th><th>block</th><th>transaction</th><th>what</th></tr>
                %s</table>""".formatted(rows);
    }

    private static String checked(AuditReport report) {
        return String.format(
                Locale.ROOT,
                """
                <h2>What was checked</h2>
                <p>%,d blocks with %,d transactions, %,d sessions, %,d trades: header chain and data hashes, orderers' signatures against
                the channel's policy, creators and endorsements, certificates and revocation, the state of every key, commit hashes; then every
                market transaction executed again by the rules and compared byte for byte; then the books kept a second time.</p>
                <p>All postings add up to %d. Last block: <code>%s</code>.%s</p>""",
                report.blocks(),
                report.transactions(),
                report.sessions(),
                report.trades(),
                report.sumNano(),
                report.headHash(),
                report.endKnown()
                        ? ""
                        : " Whether blocks are missing at the end cannot be told without the head or the height from another source.");
    }

    private String session(String session, TreeMap<Long, WrittenRecord> periods) {
        long most = periods.values().stream()
                .mapToLong(record -> record.number("volumeWh"))
                .max()
                .orElse(0);
        StringBuilder rows = new StringBuilder();
        periods.forEach((period, record) -> {
            long volume = record.number("volumeWh");
            rows.append(
                    "<tr><td>%d</td><td class=n>%,d</td><td><svg width=%d height=10><rect width=%d height=10 /></svg></td><td class=n>%s</td></tr>%n"
                            .formatted(
                                    period,
                                    volume,
                                    BAR_PIXELS,
                                    most == 0 ? 0 : volume * BAR_PIXELS / most,
                                    volume == 0 ? "" : Figures.price(record.number("clearingPriceMicroPerKwh"))));
        });
        return """
                <h2>Session %s</h2>
                <table><tr><th>period</th><th>Wh traded</th><th></th><th>%s per kWh</th></tr>
                %s</table>""".formatted(escaped(session), escaped(currency), rows);
    }

    private String books() {
        StringBuilder rows = new StringBuilder();
        accounts.forEach((participant, account) -> {
            Totals own = totals.getOrDefault(participant, new Totals());
            rows.append(
                    "<tr><td>%s</td><td class=n>%,d</td><td class=n>%,d</td><td class=n>%,d</td><td class=n>%s</td><td class=n>%s</td><td class=n>%s</td><td class=n>%d</td></tr>%n"
                            .formatted(
                                    escaped(participant),
                                    own.sum("contractedWh"),
                                    own.sum("deliveredWh"),
                                    own.sum("shortWh"),
                                    Figures.money(own.sum("netNano")),
                                    Figures.money(Values.number(account, "walletNano")),
                                    Figures.money(Values.number(account, "arrearsNano")),
                                    Values.number(account, "creditScore")));
        });
        return """
                <h2>Books</h2>
                <table><tr><th>participant</th><th>contracted Wh</th><th>delivered Wh</th><th>short Wh</th><th>net %s</th><th>wallet</th><th>arrears</th><th>credit</th></tr>
                %s</table>""".formatted(escaped(currency), rows);
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
            body{font:16px/1.5 system-ui,sans-serif;color:#1d2733;margin:0;background:#f6f7f9}
            main{max-width:60rem;margin:2rem auto;padding:0 1rem}
            .good h1{color:#17613a}.bad h1{color:#a1201b}
            table{border-collapse:collapse;width:100%;background:#fff;font-size:.9rem}
            th,td{border-bottom:1px solid #dde2e8;padding:.35rem .6rem;text-align:left;vertical-align:top}
            .n{text-align:right;font-variant-numeric:tabular-nums}
            rect{fill:#2a78d6}code{overflow-wrap:anywhere}
            </style></head><body class="CLASS"><main>""";
}

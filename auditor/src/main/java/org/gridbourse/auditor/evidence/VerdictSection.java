package org.gridbourse.auditor.evidence;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gridbourse.auditor.AuditReport;
import org.gridbourse.auditor.TrustedHashes;
import org.gridbourse.auditor.Verdict;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.findings.FindingCode;

/** The head of a report: what an audit found, and what was checked. */
final class VerdictSection {
    private final AuditReport report;

    VerdictSection(AuditReport report) {
        this.report = report;
    }

    /** @param trusted the genesis block that was trusted */
    String html(TrustedHashes trusted) {
        return String.join(
                "\n",
                "<h1>%s</h1>".formatted(report.isValid() ? "Everything is as the rules say" : headline()),
                verdict(),
                findings(),
                checked(trusted));
    }

    private String headline() {
        return report.findingCount() == 1
                ? "1 finding"
                : String.format(Locale.ROOT, "%,d findings", report.findingCount());
    }

    private String verdict() {
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

    private String findings() {
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

    private String checked(TrustedHashes trusted) {
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
}

package org.gridbourse.auditor.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.gridbourse.auditor.AuditReport;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonObject;
import org.junit.jupiter.api.Test;

/** The page for people, out of records written by hand. */
class ReportPageTest {
    private static final AuditReport CLEAN = new AuditReport(9, 9, 12, 1, 2, List.of(), Map.of(), 0, "abcdef", 0, true);

    private final ReportPage page = new ReportPage();

    @Test
    void volumes_prices_and_books_are_those_of_the_records_the_last_revision_counting() {
        // given two periods of 1 000 Wh at 0.70 and 3 000 Wh at 0.50: 0.55 on average; 400 Wh were not prepaid by
        // either side
        session("s-1", "2026-01-15T00:00:00Z");
        write(
                "clearing/s-1/000",
                "{'sessionId':'s-1','period':0,'volumeWh':1000,'clearingPriceMicroPerKwh':700000,'trades':1}");
        write(
                "clearing/s-1/001",
                "{'sessionId':'s-1','period':1,'volumeWh':3000,'clearingPriceMicroPerKwh':500000,'trades':2}");
        write(
                "default/s-1/a/001",
                "{'sessionId':'s-1','participantId':'a','voided':[{'partner':'b','quantityWh':400}]}");
        write(
                "default/s-1/b/001",
                "{'sessionId':'s-1','participantId':'b','voided':[{'partner':'a','quantityWh':400}]}");
        write("phase/s-1", "{'sessionId':'s-1','phase':'SETTLED','closing':false}");
        // and a period settled at 900 Wh short of nothing, then corrected
        statement("c", 1, 900, -2_000_000_000L);
        statement("c", 2, 1000, -1_500_000_000L);
        write(
                "account/c",
                "{'participantId':'c','walletNano':5000000000,'arrearsNano':0,'creditScore':612,"
                        + "'locks':[{'bidBondNano':1000000000,'escrowNano':20000000,'bondNano':0}]}");
        // then
        assertThat(page.html(CLEAN, "0123"))
                .contains(
                        "<td>s-1</td><td>2026-01-15T00:00:00Z</td><td>SETTLED</td><td class=n>3</td><td class=n>4,000</td>"
                                + "<td class=n>400</td><td class=n>0.550000 CNY</td>")
                .contains(
                        "<td>c</td><td class=n>1,000</td><td class=n>1,000</td><td class=n>0</td><td class=n>-1.50</td>"
                                + "<td class=n>5.00</td><td class=n>1.02</td><td class=n>0.00</td><td class=n>612</td>")
                .contains("Trusted is nothing but the genesis block <code>0123</code>");
    }

    @Test
    void all_money_is_shown_by_kind_of_account_and_adds_up_to_nothing() {
        write(
                "deposit/d",
                "{'journal':[{'account':'wallet:a','amountNano':7000000000},{'account':'issuance','amountNano':-7000000000}]}");
        write(
                "statement/s-1/a/000/001",
                "{'journal':[{'account':'wallet:a','amountNano':-2},{'account':'grid:cash','amountNano':2}]}");
        assertThat(page.html(CLEAN, ""))
                .contains("<td>wallet</td><td class=n>6.999999998</td>")
                .contains("<td>issuance</td><td class=n>-7.00</td>")
                .contains("<td>grid:cash</td><td class=n>0.000000002</td>")
                .contains("sum of all postings</th><th class=n>0.00</th>");
    }

    @Test
    void only_the_latest_30_sessions_are_shown_by_period_however_many_there_are() {
        for (int i = 1; i <= 40; i++) {
            session("s-" + i, "2026-01-15T00:00:00Z");
            write(
                    "clearing/s-%d/000".formatted(i),
                    "{'sessionId':'s-%d','period':0,'volumeWh':%d,'clearingPriceMicroPerKwh':500000,'trades':1}"
                            .formatted(i, i));
        }
        String html = page.html(CLEAN, "");
        assertThat(html).contains("<td>s-1</td>").contains("<td>s-40</td>").contains("The latest 30 follow by period");
        assertThat(html).doesNotContain("<h2>Session s-10</h2>").contains("<h2>Session s-11</h2>");
    }

    @Test
    void a_cancelled_session_is_on_the_page_although_nothing_was_cleared() {
        session("s-1", "2026-01-15T00:00:00Z");
        write("phase/s-1", "{'sessionId':'s-1','phase':'CANCELLED','closing':false}");
        assertThat(page.html(CLEAN, "")).contains("<td>CANCELLED</td>").doesNotContain("<h2>Session s-1</h2>");
    }

    @Test
    void findings_come_first_with_how_many_more_there_are_and_no_text_of_a_ledger_becomes_markup() {
        session("<script>alert(1)</script>", "<i>now</i>");
        AuditReport report = new AuditReport(
                9,
                4,
                12,
                1,
                2,
                List.of(new Finding(
                        FindingCode.WRITE_UNEXPLAINED,
                        OptionalLong.of(3),
                        Optional.of("ab<cd"),
                        "key <img src=x onerror=alert(1)> & 'more'")),
                Map.of(FindingCode.WRITE_UNEXPLAINED, 1_201L),
                7,
                "abcdef",
                0,
                true);
        String html = page.html(report, "");
        assertThat(html)
                .contains("<h1>1,201 findings</h1>")
                .contains("1,200 more")
                .contains("7 more transactions disagree only because")
                .contains("From block 4 on only chain and signatures are checked")
                .contains("ab&lt;cd")
                .contains("&lt;img src=x")
                .doesNotContain("<script")
                .doesNotContain("<img");
        assertThat(html.indexOf("Findings")).isLessThan(html.indexOf("What was checked"));
    }

    @Test
    void a_ledger_without_any_market_has_a_page_too() {
        assertThat(page.html(CLEAN, "")).contains("None was announced").contains("Nobody is registered");
    }

    private void session(String id, String start) {
        write("session/s", "{'sessionId':'%s','currency':'CNY','startUtc':'%s'}".formatted(id, start));
    }

    private void statement(String participant, int revision, long deliveredWh, long netNano) {
        write(
                "statement/s-1/%s/000/00%d".formatted(participant, revision),
                "{'sessionId':'s-1','participantId':'%s','period':0,'revision':%d,'contractedWh':1000,'deliveredWh':%d,'shortWh':%d,'netNano':%d}"
                        .formatted(participant, revision, deliveredWh, 1000 - deliveredWh, netNano));
    }

    private void write(String key, String json) {
        WrittenRecord.Source source =
                new WrittenRecord.Source(1, 0, "t", "f", "GridMSP operator", List.of("GridMSP"), Instant.EPOCH);
        page.written(new WrittenRecord(
                source, key, key.substring(0, key.indexOf('/')), (JsonObject) Json.parse(json.replace('\'', '"'))));
    }
}

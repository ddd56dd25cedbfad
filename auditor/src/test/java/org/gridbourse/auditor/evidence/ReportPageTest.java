package org.gridbourse.auditor.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.gridbourse.auditor.AuditReport;
import org.gridbourse.auditor.TrustedHashes;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.findings.Notice;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.clearing.Equilibrium;
import org.gridbourse.market.credit.CreditCause;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.delivery.PeriodEnergy;
import org.gridbourse.market.delivery.Unmeasured;
import org.gridbourse.market.money.Account;
import org.gridbourse.market.money.Balances;
import org.gridbourse.market.money.Journal;
import org.gridbourse.market.money.JournalWriter;
import org.gridbourse.market.money.JournalWriter.Transfer;
import org.gridbourse.market.money.Reason;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.AccountRecord.Lock;
import org.gridbourse.market.record.CashRecord;
import org.gridbourse.market.record.CashRecord.Direction;
import org.gridbourse.market.record.ClearingRecord;
import org.gridbourse.market.record.DefaultRecord;
import org.gridbourse.market.record.DefaultRecord.VoidTrade;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.ReleaseRecord;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.SessionRecord.Announcement;
import org.gridbourse.market.record.StateRecord;
import org.gridbourse.market.record.StatementRecord;
import org.gridbourse.market.record.StatementRecord.Figures;
import org.gridbourse.market.record.StatementRecord.Settled;
import org.gridbourse.market.settlement.PoolShare;
import org.gridbourse.market.tariff.Tariff;
import org.junit.jupiter.api.Test;

/** The page for people, out of records written by hand. */
class ReportPageTest {
    private static final TrustedHashes TRUSTED = new TrustedHashes("0123", "4567");
    private static final AuditReport.Clock CLOCK = new AuditReport.Clock(
            true,
            List.of(new Notice(
                    Notice.Code.SETTLED_BEFORE_ITS_TIME,
                    "s-1",
                    "session s-1 was settled 24 h before its first period began")));
    private static final AuditReport CLEAN =
            new AuditReport(9, 9, 12, 1, 2, List.of(), Map.of(), 0, "abcdef", 0, CLOCK, true);

    private final ReportPage page = new ReportPage();

    @Test
    void volumes_prices_and_books_are_those_of_the_records_the_last_revision_counting() {
        // given two periods of 1 000 Wh at 0.70 and 3 000 Wh at 0.50: 0.55 on average; 400 Wh were not prepaid by
        // either side
        session("s-1");
        cleared("s-1", 0, 1_000, 700_000, 1);
        cleared("s-1", 1, 3_000, 500_000, 2);
        defaulted("a", "b");
        defaulted("b", "a");
        write(new PhaseRecord("s-1", Phase.SETTLED, false, Instant.EPOCH));
        // and a period settled at 900 Wh short of nothing, then corrected
        statement("c", 1, 900, -2_000_000_000L);
        statement("c", 2, 1000, -1_500_000_000L);
        write(new AccountRecord(
                "c",
                new Balances(new Money(5_000_000_000L), Money.ZERO),
                612_000,
                0,
                List.of(new Lock("s-1", new Money(1_000_000_000), new Money(20_000_000), Money.ZERO, Money.ZERO))));
        // then
        assertThat(page.html(CLEAN, TRUSTED))
                .contains(
                        "<td>s-1</td><td>2026-01-15T00:00:00Z</td><td>SETTLED</td><td class=\"n\">3</td><td class=\"n\">4,000</td>"
                                + "<td class=\"n\">400</td><td class=\"n\">0.550000 CNY</td>")
                .contains(
                        "<td>c</td><td class=\"n\">1,000</td><td class=\"n\">1,000</td><td class=\"n\">0</td><td class=\"n\">-1.50</td>"
                                + "<td class=\"n\">5.00</td><td class=\"n\">1.02</td><td class=\"n\">0.00</td><td class=\"n\">612</td>")
                .contains("hash of its header <code>0123</code>", "SHA-256 of its file <code>4567</code>");
    }

    @Test
    void all_money_is_shown_by_kind_of_account_and_adds_up_to_nothing() {
        write(new CashRecord(
                Direction.DEPOSIT,
                "d",
                "a",
                new Money(7_000_000_000L),
                moved(Account.ISSUANCE, Account.wallet("a"), 7_000_000_000L)));
        write(new ReleaseRecord("s-1", "a", 1, moved(Account.wallet("a"), Account.GRID_CASH, 2)));
        assertThat(page.html(CLEAN, TRUSTED))
                .contains("<td>wallet</td><td class=\"n\">6.999999998</td>")
                .contains("<td>issuance</td><td class=\"n\">-7.00</td>")
                .contains("<td>grid:cash</td><td class=\"n\">0.000000002</td>")
                .contains("sum of all postings</td><td class=\"n\">0.00</td>");
    }

    @Test
    void only_the_latest_30_sessions_are_shown_by_period_however_many_there_are() {
        for (int i = 1; i <= 40; i++) {
            session("s-" + i);
            cleared("s-" + i, 0, i, 500_000, 1);
        }
        String html = page.html(CLEAN, TRUSTED);
        assertThat(html).contains("<td>s-1</td>").contains("<td>s-40</td>").contains("The latest 30 follow by period");
        assertThat(html).doesNotContain("<h2>Session s-10</h2>").contains("<h2>Session s-11</h2>");
    }

    @Test
    void a_cancelled_session_is_on_the_page_although_nothing_was_cleared() {
        session("s-1");
        write(new PhaseRecord("s-1", Phase.CANCELLED, false, Instant.EPOCH));
        assertThat(page.html(CLEAN, TRUSTED)).contains("<td>CANCELLED</td>").doesNotContain("<h2>Session s-1</h2>");
    }

    @Test
    void findings_come_first_with_how_many_more_there_are_and_no_text_of_a_ledger_becomes_markup() {
        session("<script>alert(1)<_script>");
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
                CLOCK,
                true);
        String html = page.html(report, TRUSTED);
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
        assertThat(page.html(CLEAN, TRUSTED)).contains("None was announced").contains("Nobody is registered");
    }

    private void session(String id) {
        Tariff tariff = new Tariff(new UnitPrice(800_000), new UnitPrice(300_000), UnitPrice.ZERO);
        Instant start = Instant.parse("2026-01-15T00:00:00Z");
        write(new SessionRecord(
                id,
                "CNY",
                1,
                60,
                List.of(start, start.plusSeconds(3_600)),
                List.of(tariff, tariff),
                Collections.emptySortedMap(),
                new Announcement(Instant.EPOCH, true),
                Optional.empty()));
    }

    private void cleared(String sessionId, int period, long volumeWh, long priceMicroPerKwh, int trades) {
        UnitPrice price = new UnitPrice(priceMicroPerKwh);
        write(new ClearingRecord(
                sessionId, period, 9, new Energy(volumeWh), Optional.of(new Equilibrium(price, price)), trades));
    }

    private void defaulted(String participantId, String partner) {
        write(new DefaultRecord(
                "s-1",
                participantId,
                1,
                CreditCause.PREPAYMENT_DEFAULT,
                Money.ZERO,
                List.of(new VoidTrade("s-1-000-00001", 0, partner, new Energy(400))),
                Journal.EMPTY));
    }

    private void statement(String participant, int revision, long deliveredWh, long netNano) {
        Figures figures = new Figures(
                Optional.of(Side.SELL),
                new MeteredEnergy(Energy.ZERO, new Energy(deliveredWh)),
                new Energy(1_000),
                deliveredWh,
                new Energy(deliveredWh),
                new Energy(1_000 - deliveredWh),
                Energy.ZERO,
                new Money(netNano),
                Energy.ZERO,
                Energy.ZERO);
        write(new StatementRecord(
                "s-1",
                participant,
                0,
                revision,
                Quality.MEASURED,
                List.of(),
                new Settled(
                        new PeriodEnergy(figures.metered(), Energy.ZERO, Unmeasured.NONE),
                        Energy.ZERO,
                        PoolShare.NOTHING),
                figures,
                Money.ZERO,
                Journal.EMPTY));
    }

    private static Journal moved(Account from, Account to, long nano) {
        JournalWriter writer = new JournalWriter();
        writer.transfer(new Transfer(from, to, new Money(nano), Reason.DEPOSIT));
        return writer.journal();
    }

    private void write(StateRecord record) {
        WrittenRecord.Source source =
                new WrittenRecord.Source(1, 0, "t", "f", "GridMSP operator", List.of("GridMSP"), Instant.EPOCH);
        page.written(WrittenRecord.of(source, record.key(), record.toJson()));
    }

    @Test
    void a_simulated_ledger_and_what_came_before_its_time_are_said() {
        assertThat(new ReportPage().html(CLEAN, TRUSTED))
                .contains("The ledger is simulated")
                .contains("session s-1 was settled 24 h before its first period began");
    }
}

package org.gridbourse.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.gridbourse.cli.bill.BillFiles;
import org.gridbourse.cli.bill.ParticipantBill;
import org.gridbourse.cli.demo.DayPlans;
import org.gridbourse.market.settlement.PeriodSettlement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

class ReportPageTest {
    private static final Path EXAMPLES = Path.of(System.getProperty("gridbourse.root"), "examples");

    private final List<PeriodSettlement> settlements = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"village", "quarter-hours"})
    void the_page_shows_every_participant_session_and_period_and_needs_nothing_from_elsewhere(String name)
            throws IOException {
        Report report = recorded(name);

        String page = ReportPage.of(report);

        assertThat(page).doesNotContain("<script", "http://", "https://", "url(", "@import", "NaN", "Infinity");
        report.bills().forEach(bill -> assertThat(page).contains("id=\"p-" + bill.participantId() + "\""));
        report.evidence().sessionIds().forEach(id -> assertThat(page).contains("<h2 id=\"" + id + "\">"));
        assertThat(count(page, "aria-label=\"Supply and demand at"))
                .isPositive()
                .isEqualTo(report.evidence().clearings().stream()
                        .filter(clearing -> !clearing.volume().isZero())
                        .count());
        Path kept = Path.of("target", "report-" + name + ".html");
        Files.createDirectories(kept.getParent());
        Files.writeString(kept, page);
    }

    @Test
    void the_page_begins_with_bills_and_says_in_words_how_plan_and_bill_fit_and_why_nothing_was_traded() {
        String page = ReportPage.of(recorded("village"));

        assertThat(page.indexOf("Bill of s-1"))
                .isPositive()
                .isLessThan(page.indexOf("Who traded with whom"))
                .isLessThan(page.indexOf("aria-label=\"Clearing price within"));
        assertThat(page)
                .contains("The plan expected to ")
                .contains("which is on no bill")
                .contains("agreed between peers", "of it void: not prepaid", "delivered by peers")
                .containsPattern(
                        "No trade at \\d\\d:\\d\\d[^.]*: (nobody|the dearest bid)[^.]*\\.|traded in every period");
    }

    @Test
    void the_rows_of_a_bill_as_csv_add_up_to_the_bill_and_have_times_and_currency() throws IOException {
        Report report = recorded("village");
        Path folder = Path.of("target", "bills");
        new BillFiles(folder, "CNY", report.evidence().sessions()).write(report.bills());

        for (ParticipantBill bill : report.bills()) {
            long sum = 0;
            try (CSVParser rows = CSVParser.parse(
                    folder.resolve(bill.participantId() + ".csv"),
                    StandardCharsets.UTF_8,
                    CSVFormat.DEFAULT
                            .builder()
                            .setHeader()
                            .setSkipHeaderRecord(true)
                            .get())) {
                for (CSVRecord row : rows) {
                    sum += Long.parseLong(row.get("netNano"));
                    assertThat(row.get("currency")).isEqualTo("CNY");
                    assertThat(row.get("period").isEmpty())
                            .isEqualTo(row.get("startUtc").isEmpty());
                }
            }
            assertThat(sum).isEqualTo(bill.withMarket().nano());
        }
    }

    @Test
    void every_picture_of_the_page_is_well_formed() throws Exception {
        Matcher pictures = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(ReportPage.of(recorded("village")));

        while (pictures.find()) {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(pictures.group())));
        }
    }

    @Test
    void the_evidence_gives_the_grid_the_same_energy_as_the_markets_own_statements() {
        Report report = recorded("village");

        assertThat(report.evidence().statements().stream()
                        .mapToLong(statement -> statement.figures().soldByGrid().wh())
                        .sum())
                .isEqualTo(settlements.stream()
                        .mapToLong(period -> period.soldByGrid().wh())
                        .sum());
        assertThat(report.evidence().statements().stream()
                        .mapToLong(
                                statement -> statement.figures().boughtByGrid().wh())
                        .sum())
                .isEqualTo(settlements.stream()
                        .mapToLong(period -> period.boughtByGrid().wh())
                        .sum());
    }

    @Test
    void what_a_bill_says_was_paid_is_what_the_postings_moved() {
        Report report = recorded("village");

        long billed = report.bills().stream()
                .mapToLong(bill -> bill.withMarket().nano())
                .sum();
        long gridAndFund = settlements.stream()
                .mapToLong(period -> period.gridNet().plus(period.fundNet()).nano())
                .sum();
        assertThat(billed + gridAndFund).isZero();
        assertThat(report.evidence().sum().nano()).isZero();
    }

    private Report recorded(String name) {
        return RecordedDay.of(
                EXAMPLES.resolve(name),
                community -> new DayPlans(community, 42).make(),
                (sessionId, period, settlement) -> settlements.add(settlement));
    }

    private static long count(String text, String part) {
        return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
    }
}

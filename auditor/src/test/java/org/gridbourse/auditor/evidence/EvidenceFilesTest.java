package org.gridbourse.auditor.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.gridbourse.auditor.Audit;
import org.gridbourse.auditor.ledger.MarketDay;
import org.gridbourse.auditor.ledger.TestChannel;
import org.gridbourse.auditor.ledger.TestLedger;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.ReadingRecord;
import org.gridbourse.market.record.StatementRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables against the records that they were made of, on days with silent meters, gaps and corrections. */
class EvidenceFilesTest {
    @TempDir
    private static Path folder;

    private static final List<WrittenRecord> RECORDS = new ArrayList<>();
    private static List<Map<String, String>> readings;
    private static List<Map<String, String>> statements;

    @BeforeAll
    static void the_tables_of_unruly_days_in_which_the_meter_of_a_seller_stays_silent() throws Exception {
        for (long seed = 1; RECORDS.stream().noneMatch(EvidenceFilesTest::isSilentSeller); seed++) {
            RECORDS.clear();
            TestLedger ledger = MarketDay.play(seed, new MarketDay.Size(8, 6, 2));
            try (EvidenceFiles files = new EvidenceFiles(folder)) {
                Audit.trusting(TestChannel.shared().genesis())
                        .recordsTo(files)
                        .recordsTo(RECORDS::add)
                        .verify(ledger.source());
            }
        }
        readings = rows("readings");
        statements = rows("statements");
    }

    private static boolean isSilentSeller(WrittenRecord record) {
        return record.record() instanceof StatementRecord statement
                && statement.figures().side().equals(Optional.of(Side.SELL))
                && statement.quality() == Quality.ESTIMATED
                && statement.figures().metered().equals(MeteredEnergy.NONE);
    }

    @Test
    void each_settled_period_has_its_energy_even_where_a_seller_is_estimated_to_have_delivered_nothing() {
        Map<String, Long> settled = new HashMap<>();
        RECORDS.stream()
                .map(WrittenRecord::record)
                .filter(StatementRecord.class::isInstance)
                .map(StatementRecord.class::cast)
                .forEach(statement -> settled.put(period(statement), sold(statement)));
        assertThat(statements).extracting(EvidenceFilesTest::period).containsAll(settled.keySet());
        Map<String, Long> energy = new HashMap<>();
        readings.stream().filter(EvidenceFilesTest::counts).forEach(row -> {
            long exported = Long.parseLong(row.get("exportWh")) - Long.parseLong(row.get("importWh"));
            energy.merge(period(row), exported, Long::sum);
        });
        assertThat(energy).containsAllEntriesOf(settled);
    }

    @Test
    void each_revision_of_a_reading_that_counted_once_stays_in_the_table() {
        TreeSet<String> read = new TreeSet<>();
        RECORDS.stream()
                .map(WrittenRecord::record)
                .filter(ReadingRecord.class::isInstance)
                .map(record -> ((ReadingRecord) record).reading())
                .forEach(reading -> read.add("%s/%d/%s/%d"
                        .formatted(reading.sessionId(), reading.period(), reading.meterId(), reading.revision())));
        assertThat(read).as("a corrected reading is among them").anyMatch(reading -> reading.endsWith("/2"));
        assertThat(readings)
                .extracting(row -> "%s/%s/%s/%s"
                        .formatted(row.get("sessionId"), row.get("period"), row.get("meterId"), row.get("revision")))
                .containsAll(read)
                .doesNotHaveDuplicates();
    }

    private static boolean counts(Map<String, String> row) {
        return readings.stream()
                .noneMatch(other -> period(other).equals(period(row))
                        && other.get("meterId").equals(row.get("meterId"))
                        && Long.parseLong(other.get("revision")) > Long.parseLong(row.get("revision")));
    }

    /** What a participant is taken to have given, less what it took: as metered or estimated, and over gaps. */
    private static long sold(StatementRecord statement) {
        long metered = statement.figures().meteredWh();
        MeteredEnergy unmeasured = statement.settled().energy().unmeasured().energy();
        return (statement.figures().side().equals(Optional.of(Side.BUY)) ? -metered : metered)
                + unmeasured.exported().wh()
                - unmeasured.imported().wh();
    }

    private static String period(StatementRecord statement) {
        return "%s/%s/%d".formatted(statement.sessionId(), statement.participantId(), statement.period());
    }

    private static String period(Map<String, String> row) {
        return "%s/%s/%s".formatted(row.get("sessionId"), row.get("participantId"), row.get("period"));
    }

    private static List<Map<String, String>> rows(String table) throws Exception {
        List<String> lines = Files.readAllLines(folder.resolve(table + ".csv"));
        String[] columns = lines.get(0).split(",");
        return lines.stream()
                .skip(1)
                .map(line -> {
                    String[] values = line.split(",", -1);
                    Map<String, String> row = new HashMap<>();
                    IntStream.range(0, columns.length).forEach(i -> row.put(columns[i], values[i]));
                    return row;
                })
                .toList();
    }
}

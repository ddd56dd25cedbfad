package org.gridbourse.auditor.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.gridbourse.auditor.findings.Notice;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.ClockRecord;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.ReadingRecord;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StateRecord;
import org.gridbourse.market.tariff.Tariff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A session of two hours from 12:00, and transactions of which one block each says a time. */
class TimeBookTest {
    private static final String DAY = "2026-03-02T";
    private static final Tariff TARIFF = new Tariff(new UnitPrice(830_000), new UnitPrice(300_000), new UnitPrice(0));

    private TimeBook book = new TimeBook();
    private long block;

    private void at(String time, StateRecord record) {
        book.enter(List.of(WrittenRecord.of(
                new WrittenRecord.Source(
                        ++block, 0, "tx-" + block, "f", "somebody", List.of("GridMSP"), Instant.parse(time)),
                record.key(),
                record.toJson())));
    }

    private static SessionRecord session() {
        return new SessionRecord(
                "s",
                "CNY",
                1,
                60,
                List.of(Instant.parse(DAY + "12:00:00Z"), Instant.parse(DAY + "13:00:00Z")),
                List.of(TARIFF, TARIFF),
                new TreeMap<>(),
                new SessionRecord.Announcement(Instant.parse(DAY + "08:00:00Z"), false),
                Optional.empty());
    }

    private static PhaseRecord reached(Phase phase) {
        return new PhaseRecord("s", phase, false, Instant.EPOCH);
    }

    /** Of the hour that ends at 13:00. */
    private static ReadingRecord reading() {
        return new ReadingRecord(
                "p",
                ReadingRecord.Series.METER,
                new MeterReading(
                        "m",
                        "s",
                        0,
                        Instant.parse(DAY + "13:00:00Z"),
                        1,
                        new Registers(new Energy(1), Energy.ZERO),
                        1,
                        Quality.MEASURED,
                        "AAAA"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-02-27T11:00:00Z | 3 days 1 h before its first period began",
                "2026-03-02T09:00:00Z | 3 h before its first period began",
                "2026-03-02T11:59:30Z | 1 min before its first period began",
                "2026-03-02T13:40:00Z | 20 min before its last period ended"
            })
    void a_session_that_is_settled_before_its_time_is_noted_with_how_much(String settled, String words) {
        at("2026-02-20T08:00:00Z", session());
        at(settled, reached(Phase.SETTLED));
        assertThat(book.notices())
                .containsExactly(
                        new Notice(Notice.Code.SETTLED_BEFORE_ITS_TIME, "s", "session s was settled " + words));
    }

    @Test
    void readings_older_than_the_end_of_their_hour_are_counted_when_the_session_is_over() {
        at(DAY + "08:00:00Z", session());
        at(DAY + "12:59:59Z", reading());
        at(DAY + "13:00:00Z", reading());
        at(DAY + "14:00:00Z", reached(Phase.SETTLED));
        assertThat(book.notices()).isEmpty();
        at("2026-03-03T14:00:00Z", reached(Phase.CLOSED));
        assertThat(book.notices())
                .containsExactly(new Notice(
                        Notice.Code.READINGS_BEFORE_THEIR_TIME,
                        "s",
                        "1 readings of session s are older than the end of their period"));
    }

    @Test
    void a_transaction_that_says_another_time_than_the_blocks_around_it_is_noted_and_not_those_behind_it() {
        at(DAY + "12:10:00Z", reading());
        at(DAY + "13:00:00Z", reading()); // 50 minutes ahead of the next block
        at(DAY + "12:11:00Z", reading());
        at(DAY + "12:05:59Z", reading()); // more than 5 minutes behind the last one that can be believed
        at(DAY + "12:12:00Z", reading());
        at(DAY + "23:00:00Z", reading()); // nothing was sent for hours
        at(DAY + "23:00:01Z", reading());
        assertThat(book.notices())
                .containsExactly(new Notice(
                        Notice.Code.TIME_OFF_ITS_NEIGHBOURS,
                        "",
                        "2 transactions say times more than 5 minutes off those around them; the first says"
                                + " 2026-03-02T13:00:00Z, while those of the blocks around it say 2026-03-02T12:10:00Z and"
                                + " 2026-03-02T12:11:00Z"));
    }

    @Test
    void what_was_noted_and_what_is_open_outlives_a_checkpoint() {
        at(DAY + "08:00:00Z", new ClockRecord(true));
        at(DAY + "08:00:00Z", session());
        at(DAY + "12:59:59Z", reading());
        at(DAY + "08:01:00Z", reached(Phase.SETTLED));

        TimeBook resumed = new TimeBook();
        resumed.resume(book.snapshot());
        assertThat(resumed.snapshot()).isEqualTo(book.snapshot());
        book = resumed;
        at(DAY + "08:02:00Z", reached(Phase.CLOSED));
        assertThat(book.isSimulated()).isTrue();
        assertThat(book.notices())
                .extracting(Notice::code)
                .containsExactly(
                        Notice.Code.SETTLED_BEFORE_ITS_TIME,
                        Notice.Code.READINGS_BEFORE_THEIR_TIME,
                        Notice.Code.TIME_OFF_ITS_NEIGHBOURS);
    }
}

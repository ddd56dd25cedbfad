package org.gridbourse.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.tariff.Tariff;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarketCalendarTest {
    private static final LocalDate SPRING = LocalDate.parse("2026-03-29");
    private static final LocalDate AUTUMN = LocalDate.parse("2026-10-25");

    @TempDir
    private Path folder;

    private MarketCalendar calendar;

    @BeforeEach
    void readMarket() {
        calendar = Berlin.market(folder).calendar();
    }

    private PlannedSession base(LocalDate day) {
        return calendar.sessionsOf(day).get(0);
    }

    @Test
    void an_ordinary_day_has_96_quarter_hours_from_local_midnight_to_midnight() {
        PlannedSession session = base(LocalDate.parse("2026-02-10"));

        assertThat(session.sessionId()).isEqualTo("day-ahead-2026-02-10");
        assertThat(session.periods()).isEqualTo(96);
        assertThat(session.start()).isEqualTo("2026-02-09T23:00:00Z");
        assertThat(session.end()).isEqualTo("2026-02-10T23:00:00Z");
        assertThat(session.announceAt()).isEqualTo("2026-02-02T23:00:00Z");
        assertThat(session.earliest())
                .containsEntry(Phase.REVEAL, Instant.parse("2026-02-09T11:00:00Z"))
                .containsEntry(Phase.CLOSED, Instant.parse("2026-02-12T01:00:00Z"));
        assertThat(session.fallback()).contains(Instant.parse("2026-02-09T17:00:00Z"));
    }

    @Test
    void the_day_on_which_an_hour_is_left_out_has_92_quarter_hours_without_a_gap() {
        PlannedSession session = base(SPRING);

        assertThat(session.periods()).isEqualTo(92);
        assertThat(session.start()).isEqualTo("2026-03-28T23:00:00Z");
        assertThat(session.end()).isEqualTo("2026-03-29T22:00:00Z");
        List<Instant> starts = session.delivery().periodStarts();
        for (int period = 1; period < 92; period++) {
            assertThat(Duration.between(starts.get(period - 1), starts.get(period)))
                    .hasMinutes(15);
        }
    }

    @Test
    void the_day_on_which_an_hour_comes_twice_has_100_quarter_hours() {
        PlannedSession session = base(AUTUMN);

        assertThat(session.periods()).isEqualTo(100);
        assertThat(session.start()).isEqualTo("2026-10-24T22:00:00Z");
        assertThat(session.end()).isEqualTo("2026-10-25T23:00:00Z");
    }

    @Test
    void a_tariff_follows_the_local_clock_on_days_of_23_and_25_hours() {
        LocalDate secondAutumn = LocalDate.parse("2027-10-31");

        // the dear band begins at 06:00: after 5 hours in spring, after 7 in autumn
        assertThat(dearFrom(base(SPRING))).isEqualTo(20);
        assertThat(dearFrom(base(secondAutumn))).isEqualTo(28);
        assertThat(dearFrom(base(LocalDate.parse("2026-02-10")))).isEqualTo(24);
    }

    private static int dearFrom(PlannedSession session) {
        return session.delivery().tariffs().stream()
                .map(Tariff::retail)
                .toList()
                .indexOf(new UnitPrice(300_000));
    }

    @Test
    void tariffs_hold_from_and_until_their_dates_and_the_one_that_began_later_counts() {
        assertThat(retail("2026-06-30")).isEqualTo(200_000);
        assertThat(retail("2026-07-01")).isEqualTo(250_000);
        assertThat(retail("2026-12-31")).isEqualTo(250_000);
        assertThat(retail("2027-01-01")).isEqualTo(200_000);
        assertThat(calendar.sessionsOf(LocalDate.parse("2025-12-31"))).isEmpty();
    }

    private long retail(String day) {
        return base(LocalDate.parse(day)).delivery().tariffs().get(0).retail().microPerKwh();
    }

    @Test
    void base_sessions_of_two_years_follow_each_other_without_gap_or_overlap() {
        LocalDate first = LocalDate.parse("2026-01-01");
        PlannedSession before = base(first);
        Set<Integer> lengths = new TreeSet<>();
        for (LocalDate day : first.plusDays(1).datesUntil(first.plusYears(2)).toList()) {
            PlannedSession session = base(day);
            assertThat(session.start()).as("start of %s", day).isEqualTo(before.end());
            lengths.add(session.periods());
            before = session;
        }
        assertThat(lengths).containsExactly(92, 96, 100);
    }

    @Test
    void a_closing_24_hours_after_settlement_stays_so_over_the_day_of_23_hours() {
        // settled D+1 02:00, closed D+2 02:00: for the delivery of 27 March that is over the change
        PlannedSession session = base(SPRING.minusDays(2));

        assertThat(session.earliest().get(Phase.SETTLED)).isEqualTo("2026-03-28T01:00:00Z");
        // 02:00 is left out on the 29th, so that its clock shows 03:00 then
        assertThat(session.earliest().get(Phase.CLOSED)).isEqualTo("2026-03-29T01:00:00Z");
        // and where settlement is at 02:00 of that day itself
        PlannedSession next = base(SPRING.minusDays(1));
        assertThat(next.earliest().get(Phase.SETTLED)).isEqualTo("2026-03-29T01:00:00Z");
        assertThat(next.earliest().get(Phase.CLOSED)).isEqualTo("2026-03-30T01:00:00Z");
    }

    @Test
    void phases_of_every_day_of_two_years_last_as_long_as_the_ledger_asks() {
        LocalDate first = LocalDate.parse("2026-01-01");
        for (LocalDate day : first.datesUntil(first.plusYears(2)).toList()) {
            for (PlannedSession session : calendar.sessionsOf(day)) {
                requireLong(session, Phase.REVEAL, Phase.CLEARED, 10);
                Phase last = session.isBase() ? Phase.DELIVERY : Phase.JOINED;
                requireLong(session, Phase.PREPAYMENT, last, 10);
                assertThat(session.earliest().get(last)).isBeforeOrEqualTo(session.start());
                if (session.isBase()) {
                    requireLong(session, Phase.SETTLED, Phase.CLOSED, 24 * 60);
                    assertThat(session.earliest().get(Phase.SETTLED)).isAfterOrEqualTo(session.end());
                }
            }
        }
    }

    private static void requireLong(PlannedSession session, Phase phase, Phase next, long minutes) {
        assertThat(Duration.between(
                        session.earliest().get(phase), session.earliest().get(next)))
                .as("%s to %s of %s", phase, next, session.sessionId())
                .isGreaterThanOrEqualTo(Duration.ofMinutes(minutes));
    }

    @Test
    void intraday_sessions_name_the_periods_of_the_base_session_by_the_local_clock() {
        List<PlannedSession> ordinary = calendar.sessionsOf(LocalDate.parse("2026-02-10"));
        assertThat(ordinary)
                .extracting(PlannedSession::sessionId)
                .containsExactly(
                        "day-ahead-2026-02-10",
                        "intraday-2026-02-10-0200",
                        "intraday-2026-02-10-0230",
                        "intraday-2026-02-10-1200");
        PlannedSession noon = ordinary.get(3);
        assertThat(noon.base().orElseThrow().periods()).containsExactly(48, 49, 50, 51, 52, 53, 54, 55);
        assertThat(noon.earliest())
                .containsEntry(Phase.REVEAL, noon.start().minusSeconds(30 * 60))
                .containsEntry(Phase.JOINED, noon.start().minusSeconds(10 * 60));

        // in spring 02:00 and 02:30 are 03:00 and 03:30, and noon is the 45th quarter hour
        List<PlannedSession> spring = calendar.sessionsOf(SPRING);
        assertThat(spring.get(1).start()).isEqualTo("2026-03-29T01:00:00Z");
        assertThat(spring.get(3).base().orElseThrow().periods().get(0)).isEqualTo(44);
        // in autumn 02:00 is the first of both
        assertThat(calendar.sessionsOf(AUTUMN).get(1).start()).isEqualTo("2026-10-25T00:00:00Z");
        assertThat(calendar.sessionsOf(AUTUMN)
                        .get(3)
                        .base()
                        .orElseThrow()
                        .periods()
                        .get(0))
                .isEqualTo(52);
    }

    @Test
    void words_say_what_happens_on_both_days_of_clock_change() {
        DayWords words = new DayWords(calendar);

        assertThat(words.of(SPRING))
                .contains(
                        "Sunday 29 March 2026 in Europe/Berlin has 23 hours, from +01:00 to +02:00. The clock goes from"
                                + " 02:00 to 03:00: the time between is left out.",
                        "day-ahead-2026-03-29: 92 periods of 15 minutes, Sun 29 Mar 00:00 +01:00 to Mon 30 Mar 00:00"
                                + " +02:00.");
        assertThat(words.of(AUTUMN))
                .contains(
                        "Sunday 25 October 2026 in Europe/Berlin has 25 hours, from +02:00 to +01:00. The clock goes back"
                                + " from 03:00 to 02:00: the time between comes twice.")
                .anyMatch(line -> line.startsWith("day-ahead-2026-10-25: 100 periods"));
        assertThat(words.of(LocalDate.parse("2025-06-01")))
                .contains("No session: no tariff is published for this day.");
    }
}

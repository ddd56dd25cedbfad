package org.gridbourse.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.SessionRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedDaysTest {
    private static final Instant NOW = Instant.parse("2026-12-01T09:00:00.500Z");

    @TempDir
    private Path folder;

    private SimulatedDays days() {
        MarketCalendar berlin = Berlin.market(folder).calendar();
        return new SimulatedDays("day", berlin.zone(), "EUR", berlin.tariffs(), 60, LocalDate.parse("2026-03-28"), 180);
    }

    @Test
    void the_first_session_delivers_the_first_day_and_its_gates_lie_within_180_seconds() {
        List<PlannedSession> due = days().due(NOW, List.of());

        assertThat(due).hasSize(1);
        PlannedSession first = due.get(0);
        assertThat(first.sessionId()).isEqualTo("day-2026-03-28");
        assertThat(first.start()).isEqualTo("2026-03-27T23:00:00Z");
        assertThat(first.periods()).isEqualTo(24);
        assertThat(first.earliest())
                .containsEntry(Phase.REVEAL, Instant.parse("2026-12-01T09:01:30Z"))
                .containsEntry(Phase.CLOSED, Instant.parse("2026-12-01T09:02:51Z"));
    }

    @Test
    void the_next_one_follows_after_180_seconds_or_at_once_where_all_are_over() {
        PlannedSession first = days().due(NOW, List.of()).get(0);
        KnownSession open = new KnownSession(first.sessionId(), Phase.DELIVERY, Optional.of(record(first)));
        KnownSession over = new KnownSession(first.sessionId(), Phase.CLOSED, Optional.empty());

        assertThat(days().due(NOW.plusSeconds(179), List.of(open))).isEmpty();
        assertThat(days().due(NOW.plusSeconds(180), List.of(open)))
                .extracting(PlannedSession::sessionId)
                .containsExactly("day-2026-03-29");
        // a day of 23 hours
        assertThat(days().due(NOW.plusSeconds(180), List.of(open)).get(0).periods())
                .isEqualTo(23);
        assertThat(days().due(NOW.plusSeconds(1), List.of(over))).hasSize(1);
        assertThat(days().every(20).due(NOW.plusSeconds(20), List.of(open))).hasSize(1);
    }

    private static SessionRecord record(PlannedSession session) {
        return new SessionRecord(
                session.sessionId(),
                "EUR",
                1,
                60,
                session.delivery().periodStarts(),
                session.delivery().tariffs(),
                session.earliest(),
                new SessionRecord.Announcement(NOW, true),
                Optional.empty());
    }
}

package org.gridbourse.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.SessionRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnouncementsTest {
    @TempDir
    private Path folder;

    private MarketCalendar calendar;

    @BeforeEach
    void readMarket() {
        calendar = Berlin.market(folder).calendar();
    }

    private static KnownSession known(PlannedSession session, Phase phase) {
        return new KnownSession(session.sessionId(), phase, Optional.of(record(session, session.sessionId())));
    }

    private static SessionRecord record(PlannedSession session, String id) {
        return new SessionRecord(
                id,
                "EUR",
                1,
                session.delivery().periodMinutes(),
                session.delivery().periodStarts(),
                session.delivery().tariffs(),
                session.earliest(),
                new SessionRecord.Announcement(session.announceAt(), false),
                session.base());
    }

    @Test
    void seven_days_ahead_are_announced_and_one_whose_gate_has_closed_is_not() {
        // 10 February, 12:30 in Berlin: the gate for the 11th closed at 12:00
        List<PlannedSession> due = new Announcements(calendar).due(Instant.parse("2026-02-10T11:30:00Z"), List.of());

        assertThat(due)
                .extracting(PlannedSession::sessionId)
                .containsExactly(
                        "day-ahead-2026-02-12",
                        "day-ahead-2026-02-13",
                        "day-ahead-2026-02-14",
                        "day-ahead-2026-02-15",
                        "day-ahead-2026-02-16",
                        "day-ahead-2026-02-17");
    }

    @Test
    void over_a_year_looked_at_each_hour_each_session_is_announced_once_and_in_time() {
        Announcements announcements = new Announcements(calendar);
        Map<String, KnownSession> ledger = new TreeMap<>();
        Instant now = Instant.parse("2026-01-10T00:00:00Z");
        Instant end = now.plus(Duration.ofDays(365));
        int adding = 0;
        while (now.isBefore(end)) {
            Instant time = now;
            // what a session runner does: each session is in the phase that its times say
            ledger.replaceAll((id, known) -> atTime(known, time));
            for (PlannedSession session : announcements.due(now, ledger.values())) {
                assertThat(ledger.put(session.sessionId(), known(session, Phase.ANNOUNCED)))
                        .as("%s at %s", session.sessionId(), now)
                        .isNull();
                assertThat(now).isBefore(session.earliest().get(Phase.REVEAL));
                adding += session.isBase() ? 0 : 1;
            }
            now = now.plusSeconds(3600);
        }
        assertThat(ledger.values().stream()
                        .filter(each -> each.session().orElseThrow().base().isEmpty()))
                .hasSizeBetween(370, 373);
        // three a day but for days over which the clock leaves out an hour
        assertThat(adding).isBetween(3 * 365 - 4, 3 * 365);
    }

    private static KnownSession atTime(KnownSession known, Instant now) {
        SessionRecord session = known.session().orElseThrow();
        if (session.base().isPresent()) {
            return new KnownSession(known.sessionId(), Phase.JOINED, known.session());
        }
        Instant traded = session.earliest(Phase.DELIVERY).orElseThrow();
        Phase phase =
                now.isBefore(traded) ? Phase.ANNOUNCED : now.isBefore(session.end()) ? Phase.DELIVERY : Phase.SETTLED;
        return new KnownSession(known.sessionId(), phase, known.session());
    }

    @Test
    void a_change_of_the_calendar_leaves_announced_sessions_alone_and_begins_behind_them() {
        Instant now = Instant.parse("2026-02-10T06:00:00Z");
        List<KnownSession> announced = new ArrayList<>();
        new Announcements(calendar).due(now, List.of()).forEach(each -> announced.add(known(each, Phase.ANNOUNCED)));
        // half hours, another name and another tariff from now on
        MarketCalendar changed = Berlin.market(
                        folder,
                        Berlin.YAML
                                .replace("name: day-ahead", "name: tomorrow")
                                .replace("periodMinutes: 15", "periodMinutes: 30")
                                .replace("retail: 0.20", "retail: 0.22"))
                .calendar();

        List<PlannedSession> dueToday = new Announcements(changed).due(now, announced);
        List<PlannedSession> dueNextDay = new Announcements(changed).due(now.plusSeconds(86_400), announced);

        assertThat(dueToday).isEmpty();
        assertThat(dueNextDay).extracting(PlannedSession::sessionId).containsExactly("tomorrow-2026-02-18");
        assertThat(dueNextDay.get(0).periods()).isEqualTo(48);
    }

    @Test
    void an_intraday_session_adds_to_the_base_session_that_is_on_the_ledger() {
        // the base was announced by another name before the calendar was changed
        PlannedSession base = calendar.sessionsOf(LocalDate.parse("2026-02-10")).get(0);
        KnownSession onLedger =
                new KnownSession("older-2026-02-10", Phase.DELIVERY, Optional.of(record(base, "older-2026-02-10")));
        Instant now = Instant.parse("2026-02-10T09:00:00Z");

        List<PlannedSession> due = new Announcements(calendar).due(now, List.of(onLedger));

        assertThat(due.get(0).sessionId()).isEqualTo("intraday-2026-02-10-1200");
        assertThat(due.get(0).base().orElseThrow().sessionId()).isEqualTo("older-2026-02-10");
    }

    @Test
    void a_session_whose_gate_was_missed_gives_way_to_one_without_orders_at_its_fallback() {
        PlannedSession missed =
                calendar.sessionsOf(LocalDate.parse("2026-02-11")).get(0);
        SessionRecord announced = record(missed, missed.sessionId());
        Announcements announcements = new Announcements(calendar);
        Instant fallback = missed.fallback().orElseThrow();

        assertThat(announcements.inPlaceOf(announced, Phase.QUOTATION, fallback.minusSeconds(1)))
                .isEmpty();
        assertThat(announcements.inPlaceOf(announced, Phase.REVEAL, fallback)).isEmpty();
        PlannedSession instead =
                announcements.inPlaceOf(announced, Phase.QUOTATION, fallback).orElseThrow();

        assertThat(instead.sessionId()).isEqualTo("day-ahead-2026-02-11-grid");
        assertThat(instead.delivery()).isEqualTo(missed.delivery());
        assertThat(instead.earliest().get(Phase.QUOTATION))
                .isEqualTo(instead.earliest().get(Phase.REVEAL));
        assertThat(instead.earliest().get(Phase.DELIVERY)).isBefore(missed.start());
        // too late for another one: the session goes on as it is
        assertThat(announcements.inPlaceOf(announced, Phase.QUOTATION, missed.start()))
                .isEmpty();
    }
}

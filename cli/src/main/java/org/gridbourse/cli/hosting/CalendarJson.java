package org.gridbourse.cli.hosting;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.gridbourse.calendar.Market;
import org.gridbourse.calendar.PlannedSession;
import org.gridbourse.calendar.SimulatedDays;
import org.gridbourse.cli.rest.Announcement;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;

/** What the calendar says of a day, as JSON; prices are decimal text, times instants with their local time beside. */
record CalendarJson(Market market) {

    JsonObject of(LocalDate day) {
        JsonObject.Builder answer = JsonObject.builder()
                .put("market", market.name())
                .put("currency", market.calendar().currency())
                .put("timeZone", market.calendar().zone().getId())
                .put("date", day.toString())
                .put("minutes", market.calendar().lengthOf(day).toMinutes());
        market.calendar()
                .clockChange(day)
                .ifPresent(change -> answer.put("clockChange", change.isGap() ? "FORWARD" : "BACK"));
        return answer.put(
                        "sessions",
                        JsonArray.of(market.calendar().sessionsOf(day).stream()
                                .map(this::session)
                                .toList()))
                .build();
    }

    /** The sessions of a playground. */
    JsonObject of(SimulatedDays days) {
        return JsonObject.builder()
                .put("market", market.name())
                .put("currency", days.currency())
                .put("timeZone", days.zone().getId())
                .put(
                        "simulated",
                        JsonObject.builder()
                                .put("firstDay", days.firstDay().toString())
                                .put("periodMinutes", days.periodMinutes())
                                .put("everySeconds", days.everySeconds())
                                .build())
                .build();
    }

    private JsonObject session(PlannedSession session) {
        JsonObject.Builder json = JsonObject.builder().put("sessionId", session.sessionId());
        session.base()
                .ifPresentOrElse(
                        base -> json.put("kind", "intraday")
                                .put("addsTo", base.sessionId())
                                .put("basePeriods", JsonArray.ofNumbers(base.periods())),
                        () -> json.put("kind", "day-ahead"));
        json.put("start", session.start().toString())
                .put("end", session.end().toString())
                .put("periods", session.periods())
                .put("periodMinutes", session.delivery().periodMinutes())
                .put("announced", session.announceAt().toString());
        List<JsonObject> gates = new ArrayList<>();
        session.earliest()
                .forEach((phase, at) ->
                        gates.add(time(at).put("phase", phase.name()).build()));
        json.put("gates", JsonArray.of(gates));
        session.fallback().ifPresent(at -> json.put("fallback", time(at).build()));
        return json.put("tariffs", JsonArray.of(tariffs(session))).build();
    }

    private JsonObject.Builder time(Instant at) {
        return JsonObject.builder()
                .put("at", at.toString())
                .put(
                        "local",
                        at.atZone(market.calendar().zone()).toOffsetDateTime().toString());
    }

    private static List<JsonObject> tariffs(PlannedSession session) {
        return session.delivery().tariffs().stream().map(Announcement::tariff).toList();
    }
}

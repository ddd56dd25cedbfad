package org.gridbourse.gateway.session;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.gridbourse.calendar.Market;
import org.gridbourse.calendar.SimulatedDays;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.RecordType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows how the calendar goes, holds it and lets it go on; the speed is a playground's alone. */
@Tag(name = "Grid company")
@RestController
@RequestMapping("/api/calendar")
@ConditionalOnExpression(CalendarConfiguration.PRESENT)
class CalendarController {
    private final Market market;
    private final Pace pace;
    private final LedgerView view;
    private final InstantSource clock;

    CalendarController(Market market, Pace pace, LedgerView view, InstantSource clock) {
        this.market = market;
        this.pace = pace;
        this.view = view;
        this.clock = clock;
    }

    /** What is to change; absent: stays as it is. */
    record Change(Boolean paused, Integer sessionSeconds) {}

    /**
     * @param running sessions that are announced and not over
     * @param next when the next gate closes; null: no session is open
     * @param sessionSeconds from one session of a playground to the next; null on a real ledger
     */
    record Calendar(int running, String next, boolean simulated, boolean paused, Integer sessionSeconds) {}

    @GetMapping
    Calendar calendar() {
        Instant now = clock.instant();
        List<PhaseRecord> open = view.all(RecordType.PHASE).stream()
                .filter(state -> !state.phase().isOver())
                .toList();
        Optional<Instant> next = open.stream()
                .filter(state -> state.phase().isBefore(Phase.REVEAL))
                .flatMap(state -> view.session(state.sessionId()).stream())
                .flatMap(session -> session.earliest(Phase.REVEAL).stream())
                .filter(now::isBefore)
                .min(Comparator.naturalOrder());
        Pace.Setting setting = pace.setting();
        return new Calendar(
                open.size(),
                next.map(Instant::toString).orElse(null),
                market.simulated().isPresent(),
                setting.paused(),
                market.simulated()
                        .map(days -> setting.sessionSeconds().orElse(days.everySeconds()))
                        .orElse(null));
    }

    @PutMapping
    Calendar change(@RequestBody Change change) {
        Integer seconds = change.sessionSeconds();
        if (seconds != null
                && (market.simulated().isEmpty()
                        || seconds < SimulatedDays.LEAST_SECONDS
                        || seconds > SimulatedDays.MOST_SECONDS)) {
            throw new BadInputException(
                    "sessionSeconds",
                    "must be %d to %d, of a playground"
                            .formatted(SimulatedDays.LEAST_SECONDS, SimulatedDays.MOST_SECONDS));
        }
        Pace.Setting now = pace.setting();
        pace.set(new Pace.Setting(
                change.paused() == null ? now.paused() : change.paused(),
                seconds == null ? now.sessionSeconds() : OptionalInt.of(seconds)));
        return calendar();
    }
}

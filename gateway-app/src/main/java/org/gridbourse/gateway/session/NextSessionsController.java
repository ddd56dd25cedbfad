package org.gridbourse.gateway.session;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sessions whose gate is still to close, the next one first. */
@Tag(name = "Sessions")
@RestController
@RequestMapping("/api/sessions/next")
class NextSessionsController {
    private static final Set<Phase> BEFORE_THE_GATE = Set.of(Phase.ANNOUNCED, Phase.QUOTATION);

    private final LedgerView view;

    NextSessionsController(LedgerView view) {
        this.view = view;
    }

    /**
     * @param gateOpens earliest time at which it takes orders; null where none was announced
     * @param gateCloses earliest time at which it takes none any more; null likewise
     */
    record Next(
            String sessionId,
            String phase,
            String startUtc,
            int periods,
            int periodMinutes,
            String gateOpens,
            String gateCloses) {}

    /** @param now by this instance's clock, for countdowns */
    record Gates(String now, List<Next> sessions) {}

    @GetMapping
    Gates next() {
        return new Gates(
                Instant.now().toString(),
                view.all(RecordType.PHASE).stream()
                        .filter(phase -> BEFORE_THE_GATE.contains(phase.phase()) && !phase.closing())
                        .map(this::next)
                        .sorted(Comparator.comparing(Next::startUtc))
                        .toList());
    }

    private Next next(PhaseRecord phase) {
        SessionRecord session = view.session(phase.sessionId()).orElseThrow();
        return new Next(
                phase.sessionId(),
                phase.phase().name(),
                session.startOf(0).toString(),
                session.periods(),
                session.periodMinutes(),
                time(session, Phase.QUOTATION).orElse(null),
                time(session, Phase.REVEAL).orElse(null));
    }

    private static Optional<String> time(SessionRecord session, Phase phase) {
        return session.earliest(phase).map(Instant::toString);
    }
}

package org.gridbourse.gateway.session;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.util.Optional;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.gateway.web.OperatorDesk;
import org.gridbourse.gateway.web.SubmitProblem;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.request.AnnounceSession;
import org.gridbourse.market.request.CancelSession;
import org.gridbourse.market.request.Request;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Announces sessions, which then run by themselves, and cancels them. The grid company's instance only. */
@Tag(name = "Grid company")
@RestController
@RequestMapping("/api/sessions")
@ConditionalOnProperty(name = "gridbourse.organisation", havingValue = "Grid")
class AnnounceController {
    private final OperatorDesk desk;
    private final SessionOpening opening;
    private final LedgerView view;
    private final InstantSource clock;

    AnnounceController(OperatorDesk desk, SessionOpening opening, LedgerView view, InstantSource clock) {
        this.desk = desk;
        this.opening = opening;
        this.view = view;
        this.clock = clock;
    }

    record Reason(String reason) {}

    record Receipt(String sessionId, String transactionId) {}

    /** A session that is on the ledger, and when it takes orders, delivers and settles. */
    record Announced(
            String sessionId,
            String transactionId,
            @JsonUnwrapped SessionClock clock) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Announced announce(@RequestBody Announcement body) {
        String sessionId = BadInputException.required("sessionId", body.sessionId());
        boolean simulated = view.isSimulated();
        SessionRun run = new SessionRun(sessionId, body.waiting(simulated));
        Announcement.Ledger ledger = new Announcement.Ledger(
                simulated,
                desk.session(sessionId),
                Optional.ofNullable(body.addsTo()).flatMap(addsTo -> desk.session(addsTo.sessionId())));
        AnnounceSession request = SubmitProblem.requireValid(() -> body.request(ledger, clock.instant()));
        String transactionId = opening.announce(run, request);
        SessionRecord announced = view.session(sessionId)
                .or(() -> desk.session(sessionId))
                .orElseThrow(() -> new IllegalStateException("session %s is announced".formatted(sessionId)));
        return new Announced(sessionId, transactionId, SessionClock.of(announced));
    }

    @PostMapping("/{sessionId}/cancel")
    Receipt cancel(@PathVariable("sessionId") String sessionId, @RequestBody Reason body) {
        String reason = BadInputException.required("reason", body.reason());
        Request request = new CancelSession(sessionId, reason, 0, Optional.empty());
        return new Receipt(sessionId, desk.submit(request).transactionId());
    }
}

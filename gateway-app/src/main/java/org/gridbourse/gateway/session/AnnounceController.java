package org.gridbourse.gateway.session;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.gateway.web.DecimalText;
import org.gridbourse.gateway.web.OperatorDesk;
import org.gridbourse.gateway.web.SubmitProblem;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.request.AnnounceSession;
import org.gridbourse.market.request.AnnounceSession.Delivery;
import org.gridbourse.market.request.CancelSession;
import org.gridbourse.market.request.Request;
import org.gridbourse.market.tariff.Tariff;
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
    private final SessionRuns runs;

    AnnounceController(OperatorDesk desk, SessionRuns runs) {
        this.desk = desk;
        this.runs = runs;
    }

    /**
     * Prices are decimal text in currency units per kWh; {@code gridFee} absent: 0, {@code windows} absent: 8 and 60 s.
     *
     * @param earliest times before which phases do not begin, by phase; on a real ledger all of them
     */
    record Announcement(
            String sessionId,
            String currency,
            String startUtc,
            Integer periodMinutes,
            List<TariffText> tariffs,
            Map<String, String> earliest,
            WaitingTimes windows) {
        AnnounceSession request() {
            int minutes = BadInputException.required("periodMinutes", periodMinutes);
            List<Tariff> tariffOfPeriods = BadInputException.required("tariffs", tariffs).stream()
                    .map(tariff ->
                            BadInputException.required("tariffs[]", tariff).tariff())
                    .toList();
            Delivery delivery = new Delivery(
                    BadInputException.required("currency", currency),
                    minutes,
                    AnnounceSession.regular(
                            Instant.parse(BadInputException.required("startUtc", startUtc)),
                            Duration.ofMinutes(minutes),
                            tariffOfPeriods.size()),
                    tariffOfPeriods);
            return AnnounceSession.of(BadInputException.required("sessionId", sessionId), delivery, times());
        }

        private SortedMap<Phase, Instant> times() {
            SortedMap<Phase, Instant> times = new TreeMap<>();
            if (earliest != null) {
                earliest.forEach((phase, time) -> times.put(
                        Phase.valueOf(phase), Instant.parse(BadInputException.required("earliest." + phase, time))));
            }
            return times;
        }

        Windows waiting() {
            return windows == null
                    ? Windows.USUAL
                    : Windows.of(
                            Optional.ofNullable(windows.graceSeconds()), Optional.ofNullable(windows.maxSeconds()));
        }
    }

    record WaitingTimes(Integer graceSeconds, Integer maxSeconds) {}

    record TariffText(String retail, String feedIn, String gridFee) {
        Tariff tariff() {
            return new Tariff(
                    DecimalText.price("tariffs[].retail", retail),
                    DecimalText.price("tariffs[].feedIn", feedIn),
                    gridFee == null ? UnitPrice.ZERO : DecimalText.price("tariffs[].gridFee", gridFee));
        }
    }

    record Reason(String reason) {}

    record Receipt(String sessionId, String transactionId) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Receipt announce(@RequestBody Announcement body) {
        String sessionId = BadInputException.required("sessionId", body.sessionId());
        AnnounceSession request = SubmitProblem.requireValid(body::request);
        // Kept first, so that a session that is on the ledger is never without somebody who runs it.
        SessionRun run = new SessionRun(sessionId, body.waiting());
        boolean isNew = runs.keep(run);
        try {
            return submit(sessionId, request);
        } catch (SubmitProblem problem) {
            if (isNew && problem.isRefusal()) {
                runs.forget(run);
            }
            throw problem;
        }
    }

    @PostMapping("/{sessionId}/cancel")
    Receipt cancel(@PathVariable("sessionId") String sessionId, @RequestBody Reason body) {
        String reason = BadInputException.required("reason", body.reason());
        return submit(sessionId, new CancelSession(sessionId, reason, 0, Optional.empty()));
    }

    private Receipt submit(String sessionId, Request request) {
        return new Receipt(sessionId, desk.submit(request).transactionId());
    }
}

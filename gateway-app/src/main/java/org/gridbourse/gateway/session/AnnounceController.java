package org.gridbourse.gateway.session;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.gateway.web.Decimals;
import org.gridbourse.gateway.web.OperatorDesk;
import org.gridbourse.gateway.web.SubmitProblem;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
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

    /** Prices are decimal text in currency units per kWh; {@code gridFee} absent: 0, {@code windows} absent: 8 and 60 s. */
    record Announcement(
            String sessionId,
            String currency,
            String startUtc,
            Integer periodMinutes,
            List<TariffText> tariffs,
            WaitingTimes windows) {
        Windows waiting() {
            return windows == null
                    ? Windows.USUAL
                    : Windows.of(
                            Optional.ofNullable(windows.graceSeconds()), Optional.ofNullable(windows.maxSeconds()));
        }
    }

    record WaitingTimes(Integer graceSeconds, Integer maxSeconds) {}

    record TariffText(String retail, String feedIn, String gridFee) {
        JsonObject json() {
            return JsonObject.builder()
                    .put("retailMicroPerKwh", Decimals.microPerKwh("tariffs[].retail", retail))
                    .put("feedInMicroPerKwh", Decimals.microPerKwh("tariffs[].feedIn", feedIn))
                    .put("gridFeeMicroPerKwh", gridFee == null ? 0 : Decimals.microPerKwh("tariffs[].gridFee", gridFee))
                    .build();
        }
    }

    record Reason(String reason) {}

    record Receipt(String sessionId, String transactionId) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Receipt announce(@RequestBody Announcement body) {
        String sessionId = BadInputException.required("sessionId", body.sessionId());
        JsonObject request = JsonObject.builder()
                .put("sessionId", sessionId)
                .put("currency", BadInputException.required("currency", body.currency()))
                .put("startUtc", BadInputException.required("startUtc", body.startUtc()))
                .put("periodMinutes", BadInputException.required("periodMinutes", body.periodMinutes()))
                .put(
                        "tariffs",
                        JsonArray.of(BadInputException.required("tariffs", body.tariffs()).stream()
                                .map(tariff -> BadInputException.required("tariffs[]", tariff)
                                        .json())
                                .toList()))
                .build();
        // Kept first, so that a session that is on the ledger is never without somebody who runs it.
        SessionRun run = new SessionRun(sessionId, body.waiting());
        boolean isNew = runs.keep(run);
        try {
            return submit(sessionId, "announceSession", request);
        } catch (SubmitProblem problem) {
            if (isNew && problem.isRefusal()) {
                runs.forget(run);
            }
            throw problem;
        }
    }

    @PostMapping("/{sessionId}/cancel")
    Receipt cancel(@PathVariable("sessionId") String sessionId, @RequestBody Reason body) {
        JsonObject request = JsonObject.builder()
                .put("sessionId", sessionId)
                .put("reason", BadInputException.required("reason", body.reason()))
                .build();
        return submit(sessionId, "cancelSession", request);
    }

    private Receipt submit(String sessionId, String function, JsonObject request) {
        return new Receipt(sessionId, desk.submit(function, request).transactionId());
    }
}

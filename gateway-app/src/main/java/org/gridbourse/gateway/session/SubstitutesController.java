package org.gridbourse.gateway.session;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.gridbourse.gateway.fabric.Wallet;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.gateway.web.OperatorDesk;
import org.gridbourse.gateway.web.SubmitProblem;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.OutageRecord;
import org.gridbourse.market.request.DeclareOutage;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Substitutes for readings that are missing, and declares outages. The grid company's instance only. */
@Tag(name = "Grid company")
@RestController
@RequestMapping("/api/sessions/{sessionId}")
@ConditionalOnProperty(name = "gridbourse.organisation", havingValue = "Grid")
class SubstitutesController {
    private final ReadingsDesk readings;
    private final OperatorDesk desk;
    private final Wallet wallet;

    SubstitutesController(ReadingsDesk readings, OperatorDesk desk, Wallet wallet) {
        this.readings = readings;
        this.desk = desk;
        this.wallet = wallet;
    }

    /**
     * An outage or a curtailment.
     *
     * @param periods which, rising
     * @param participantIds whom it concerns, rising; absent: all
     */
    record Outage(String outageId, List<Integer> periods, List<String> participantIds, String reason) {}

    record Receipt(String outageId, String transactionId) {}

    /** Where nothing was measured; over a measured reading with its participant's consent. */
    @PostMapping("/substitutes")
    ReadingsDesk.Verdicts substitute(
            @PathVariable("sessionId") String sessionId, @RequestBody ReadingsDesk.Readings body) {
        return readings.submit(wallet.operator(), sessionId, body, Quality.SUBSTITUTED);
    }

    /** Its periods do not count for credit, and the grid pays what broken contracts cost. */
    @PostMapping("/outages")
    @ResponseStatus(HttpStatus.CREATED)
    Receipt declare(@PathVariable("sessionId") String sessionId, @RequestBody Outage body) {
        String outageId = BadInputException.required("outageId", body.outageId());
        DeclareOutage request = SubmitProblem.requireValid(() -> new DeclareOutage(new OutageRecord(
                outageId,
                sessionId,
                BadInputException.required("periods", body.periods()),
                body.participantIds() == null ? List.of() : body.participantIds(),
                BadInputException.required("reason", body.reason()))));
        return new Receipt(outageId, desk.submit(request).transactionId());
    }
}

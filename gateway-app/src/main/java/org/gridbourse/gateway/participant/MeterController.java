package org.gridbourse.gateway.participant;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.gateway.web.OperatorDesk;
import org.gridbourse.gateway.web.SubmitProblem;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.ExchangeLimits;
import org.gridbourse.market.record.MeterRecord.DatedKey;
import org.gridbourse.market.request.DeregisterParticipant;
import org.gridbourse.market.request.ExchangeMeter;
import org.gridbourse.market.request.Request;
import org.gridbourse.market.request.RotateMeterKey;
import org.gridbourse.market.request.UpdateParticipant;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Changes meters and limits of participants, most of it with their consent. The grid company's instance only. */
@Tag(name = "Grid company")
@RestController
@RequestMapping("/api")
@ConditionalOnProperty(name = "gridbourse.organisation", havingValue = "Grid")
class MeterController {
    private final OperatorDesk desk;

    MeterController(OperatorDesk desk) {
        this.desk = desk;
    }

    /** @param revision one more than the participant has; registration is 1 */
    record Limits(Integer revision, Long importLimitWh, Long exportLimitWh) {}

    /**
     * A new meter in the place of another.
     *
     * @param meter the new one
     * @param sessionId with {@code period}: when it was exchanged, if energy flowed since the last reading
     */
    record Exchange(
            String participantId,
            Long closingImportRegisterWh,
            Long closingExportRegisterWh,
            RegisteredMeter meter,
            String sessionId,
            Integer period) {}

    /** @param revision the first key is 1 */
    record NewKey(Integer revision, String fromUtc, String algorithm, String publicKey, String heldBy) {}

    record Receipt(String transactionId) {}

    @PostMapping("/participants/{participantId}/meters")
    @ResponseStatus(HttpStatus.CREATED)
    Receipt add(@PathVariable("participantId") String participantId, @RequestBody RegisteredMeter body) {
        return submit(() -> body.request(participantId));
    }

    @PostMapping("/participants/{participantId}/limits")
    Receipt change(@PathVariable("participantId") String participantId, @RequestBody Limits body) {
        return submit(() -> new UpdateParticipant(
                participantId,
                BadInputException.required("revision", body.revision()),
                new ExchangeLimits(
                        new Energy(BadInputException.required("importLimitWh", body.importLimitWh())),
                        new Energy(BadInputException.required("exportLimitWh", body.exportLimitWh())))));
    }

    @PostMapping("/participants/{participantId}/deregister")
    Receipt deregister(@PathVariable("participantId") String participantId) {
        return submit(() -> new DeregisterParticipant(participantId));
    }

    @PostMapping("/meters/{meterId}/exchange")
    @ResponseStatus(HttpStatus.CREATED)
    Receipt exchange(@PathVariable("meterId") String meterId, @RequestBody Exchange body) {
        RegisteredMeter meter = BadInputException.required("meter", body.meter());
        Optional<ExchangeMeter.Moment> moment = Optional.ofNullable(body.sessionId())
                .map(sessionId ->
                        new ExchangeMeter.Moment(sessionId, BadInputException.required("period", body.period())));
        return submit(() -> new ExchangeMeter(
                BadInputException.required("participantId", body.participantId()),
                meterId,
                new Registers(
                        new Energy(
                                BadInputException.required("closingImportRegisterWh", body.closingImportRegisterWh())),
                        new Energy(
                                BadInputException.required("closingExportRegisterWh", body.closingExportRegisterWh()))),
                BadInputException.required("meter.meterId", meter.meterId()),
                meter.key(),
                meter.opening(),
                moment));
    }

    @PostMapping("/meters/{meterId}/keys")
    @ResponseStatus(HttpStatus.CREATED)
    Receipt rotate(@PathVariable("meterId") String meterId, @RequestBody NewKey body) {
        return submit(() -> new RotateMeterKey(
                meterId,
                BadInputException.required("revision", body.revision()),
                new DatedKey(
                        Instant.parse(BadInputException.required("fromUtc", body.fromUtc())),
                        RegisteredMeter.key(body.algorithm(), body.publicKey(), body.heldBy()))));
    }

    private Receipt submit(Supplier<? extends Request> request) {
        return new Receipt(desk.submit(SubmitProblem.requireValid(request)).transactionId());
    }
}

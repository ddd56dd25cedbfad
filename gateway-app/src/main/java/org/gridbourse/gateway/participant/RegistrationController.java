package org.gridbourse.gateway.participant;

import io.swagger.v3.oas.annotations.tags.Tag;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.gateway.web.Decimals;
import org.gridbourse.gateway.web.OperatorDesk;
import org.gridbourse.market.json.JsonObject;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Registers participants with their meters and books money paid in and out. The grid company's instance only. */
@Tag(name = "Grid company")
@RestController
@RequestMapping("/api")
@ConditionalOnProperty(name = "gridbourse.organisation", havingValue = "Grid")
class RegistrationController {
    private final OperatorDesk desk;
    private final ConnectionFile profile;

    RegistrationController(OperatorDesk desk, ConnectionFile profile) {
        this.desk = desk;
        this.profile = profile;
    }

    /** @param publicKey base64 of the SubjectPublicKeyInfo */
    record Meter(String meterId, String algorithm, String publicKey, Long importRegisterWh, Long exportRegisterWh) {
        JsonObject request(String participantId) {
            return JsonObject.builder()
                    .put("participantId", participantId)
                    .put("meterId", BadInputException.required("meter.meterId", meterId))
                    .put("algorithm", BadInputException.required("meter.algorithm", algorithm))
                    .put("publicKey", BadInputException.required("meter.publicKey", publicKey))
                    .put("importRegisterWh", importRegisterWh == null ? 0 : importRegisterWh)
                    .put("exportRegisterWh", exportRegisterWh == null ? 0 : exportRegisterWh)
                    .build();
        }
    }

    /** @param ownerId a pseudonym; who owns it is kept elsewhere */
    record Registration(String participantId, String ownerId, String organisation, Long tieLineWh, Meter meter) {}

    record Deposit(String depositId, String participantId, String amount) {}

    record Withdrawal(String withdrawalId, String participantId, String amount) {}

    record Receipt(String transactionId) {}

    /** The same again changes nothing and succeeds. */
    @PostMapping("/participants")
    @ResponseStatus(HttpStatus.CREATED)
    Receipt register(@RequestBody Registration body) {
        String participantId = BadInputException.required("participantId", body.participantId());
        JsonObject request = JsonObject.builder()
                .put("participantId", participantId)
                .put("ownerId", BadInputException.required("ownerId", body.ownerId()))
                .put("mspId", mspId(BadInputException.required("organisation", body.organisation())))
                .put("tieLineWh", BadInputException.required("tieLineWh", body.tieLineWh()))
                .build();
        Receipt registered = submit("registerParticipant", request);
        return body.meter() == null
                ? registered
                : submit("registerMeter", body.meter().request(participantId));
    }

    @PostMapping("/deposits")
    @ResponseStatus(HttpStatus.CREATED)
    Receipt deposit(@RequestBody Deposit body) {
        return submit(
                "deposit",
                JsonObject.builder()
                        .put("depositId", BadInputException.required("depositId", body.depositId()))
                        .put("participantId", BadInputException.required("participantId", body.participantId()))
                        .put("amountNano", Decimals.nano("amount", body.amount()))
                        .build());
    }

    @PostMapping("/withdrawals")
    @ResponseStatus(HttpStatus.CREATED)
    Receipt withdraw(@RequestBody Withdrawal body) {
        return submit(
                "withdraw",
                JsonObject.builder()
                        .put("withdrawalId", BadInputException.required("withdrawalId", body.withdrawalId()))
                        .put("participantId", BadInputException.required("participantId", body.participantId()))
                        .put("amountNano", Decimals.nano("amount", body.amount()))
                        .build());
    }

    private String mspId(String organisation) {
        return profile.organisations().stream()
                .filter(known -> known.name().equals(organisation))
                .map(ConnectionFile.Organisation::mspId)
                .findFirst()
                .orElseThrow(() -> new BadInputException(
                        "organisation",
                        "must be one of %s, is %s"
                                .formatted(
                                        profile.organisations().stream()
                                                .map(ConnectionFile.Organisation::name)
                                                .toList(),
                                        organisation)));
    }

    private Receipt submit(String function, JsonObject request) {
        return new Receipt(desk.submit(function, request).transactionId());
    }
}

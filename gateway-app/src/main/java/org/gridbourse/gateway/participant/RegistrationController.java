package org.gridbourse.gateway.participant;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.function.Supplier;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.gateway.web.DecimalText;
import org.gridbourse.gateway.web.OperatorDesk;
import org.gridbourse.gateway.web.SubmitProblem;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.CashRecord.Direction;
import org.gridbourse.market.record.ExchangeLimits;
import org.gridbourse.market.record.ParticipantRecord.Custody;
import org.gridbourse.market.request.MoveCash;
import org.gridbourse.market.request.OpenLedger;
import org.gridbourse.market.request.RegisterMeter;
import org.gridbourse.market.request.RegisterParticipant;
import org.gridbourse.market.request.Request;
import org.gridbourse.market.signature.MeterKey;
import org.gridbourse.market.signature.MeterKey.Algorithm;
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

    /**
     * @param publicKey base64 of the SubjectPublicKeyInfo
     * @param heldBy METER, or NODE where the meter cannot sign; absent: METER
     */
    record Meter(
            String meterId,
            String algorithm,
            String publicKey,
            String heldBy,
            Long importRegisterWh,
            Long exportRegisterWh) {
        RegisterMeter request(String participantId) {
            String name = BadInputException.required("meter.algorithm", algorithm);
            return new RegisterMeter(
                    participantId,
                    BadInputException.required("meter.meterId", meterId),
                    RegisterMeter.FIRST_POINT,
                    new MeterKey(
                            Algorithm.valueOf(name),
                            BadInputException.required("meter.publicKey", publicKey),
                            heldBy == null ? MeterKey.Holder.METER : MeterKey.Holder.valueOf(heldBy)),
                    new Registers(energy(importRegisterWh), energy(exportRegisterWh)));
        }

        private static Energy energy(Long wh) {
            return new Energy(wh == null ? 0 : wh);
        }
    }

    /**
     * @param ownerId a pseudonym; who owns it is kept elsewhere
     * @param tieLineWh the same limit both ways, instead of importLimitWh and exportLimitWh
     */
    record Registration(
            String participantId,
            String ownerId,
            String organisation,
            Long tieLineWh,
            Long importLimitWh,
            Long exportLimitWh,
            Meter meter) {
        long limit(String name, Long own) {
            return own == null ? BadInputException.required(name, tieLineWh) : own;
        }
    }

    record Ledger(Boolean simulated) {}

    record Deposit(String depositId, String participantId, String amount) {}

    record Withdrawal(String withdrawalId, String participantId, String amount) {}

    record Receipt(String transactionId) {}

    /** Says what kind of ledger this is, before anybody is registered. */
    @PostMapping("/ledger")
    @ResponseStatus(HttpStatus.CREATED)
    Receipt open(@RequestBody Ledger body) {
        return submit(() -> new OpenLedger(BadInputException.required("simulated", body.simulated())));
    }

    /** The same again changes nothing and succeeds. */
    @PostMapping("/participants")
    @ResponseStatus(HttpStatus.CREATED)
    Receipt register(@RequestBody Registration body) {
        String participantId = BadInputException.required("participantId", body.participantId());
        Receipt registered = submit(() -> new RegisterParticipant(
                participantId,
                BadInputException.required("ownerId", body.ownerId()),
                mspId(BadInputException.required("organisation", body.organisation())),
                Custody.ORGANISATION,
                new ExchangeLimits(
                        new Energy(body.limit("importLimitWh", body.importLimitWh())),
                        new Energy(body.limit("exportLimitWh", body.exportLimitWh())))));
        return body.meter() == null ? registered : submit(() -> body.meter().request(participantId));
    }

    @PostMapping("/deposits")
    @ResponseStatus(HttpStatus.CREATED)
    Receipt deposit(@RequestBody Deposit body) {
        return submit(() -> new MoveCash(
                Direction.DEPOSIT,
                BadInputException.required("depositId", body.depositId()),
                BadInputException.required("participantId", body.participantId()),
                DecimalText.money("amount", body.amount())));
    }

    @PostMapping("/withdrawals")
    @ResponseStatus(HttpStatus.CREATED)
    Receipt withdraw(@RequestBody Withdrawal body) {
        return submit(() -> new MoveCash(
                Direction.WITHDRAWAL,
                BadInputException.required("withdrawalId", body.withdrawalId()),
                BadInputException.required("participantId", body.participantId()),
                DecimalText.money("amount", body.amount())));
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

    private Receipt submit(Supplier<? extends Request> request) {
        return new Receipt(desk.submit(SubmitProblem.requireValid(request)).transactionId());
    }
}

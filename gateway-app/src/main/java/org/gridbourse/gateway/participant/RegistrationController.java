package org.gridbourse.gateway.participant;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.function.Supplier;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.gateway.web.DecimalText;
import org.gridbourse.gateway.web.OperatorDesk;
import org.gridbourse.gateway.web.SubmitProblem;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.CashRecord.Direction;
import org.gridbourse.market.record.ExchangeLimits;
import org.gridbourse.market.record.ParticipantRecord.Custody;
import org.gridbourse.market.request.MoveCash;
import org.gridbourse.market.request.OpenLedger;
import org.gridbourse.market.request.RegisterParticipant;
import org.gridbourse.market.request.Request;
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
     * @param ownerId a pseudonym; who owns it is kept elsewhere
     * @param custody who holds its key, ORGANISATION or OWN; absent: ORGANISATION
     * @param tieLineWh the same limit both ways, instead of importLimitWh and exportLimitWh
     */
    record Registration(
            String participantId,
            String ownerId,
            String organisation,
            Custody custody,
            Long tieLineWh,
            Long importLimitWh,
            Long exportLimitWh,
            RegisteredMeter meter) {
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
                body.custody() == null ? Custody.ORGANISATION : body.custody(),
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

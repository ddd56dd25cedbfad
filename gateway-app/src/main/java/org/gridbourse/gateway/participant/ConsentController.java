package org.gridbourse.gateway.participant;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.gateway.access.Caller;
import org.gridbourse.gateway.access.Custodies;
import org.gridbourse.gateway.access.ForbiddenException;
import org.gridbourse.gateway.access.Permission;
import org.gridbourse.gateway.access.Role;
import org.gridbourse.gateway.fabric.MarketContract;
import org.gridbourse.gateway.fabric.Wallet;
import org.gridbourse.gateway.fabric.WalletIdentity;
import org.gridbourse.gateway.projection.Arrivals;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.gateway.web.SubmitProblem;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonException;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.ConsentRecord;
import org.gridbourse.market.record.ConsentRecord.Consent;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.ParticipantRecord.Custody;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.request.ConsentTo;
import org.gridbourse.market.request.GiveConsent;
import org.gridbourse.market.request.RecallConsent;
import org.gridbourse.market.request.Request;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives, recalls and lists consents to what the operator may not do alone. A participant in this organisation's custody
 * consents by its certificate in the wallet, the organisation by its representative.
 */
@Tag(name = "Participants")
@RestController
@RequestMapping("/api/consents")
class ConsentController {
    private static final Duration USUAL_LIFE = Duration.ofDays(7);

    private final MarketContract contract;
    private final Wallet wallet;
    private final LedgerView view;
    private final Arrivals arrivals;
    private final Permission permission;
    private final Custodies custodies;
    private final InstantSource clock;

    ConsentController(
            MarketContract contract,
            Wallet wallet,
            LedgerView view,
            Arrivals arrivals,
            Permission permission,
            Custodies custodies,
            InstantSource clock) {
        this.contract = contract;
        this.wallet = wallet;
        this.view = view;
        this.arrivals = arrivals;
        this.permission = permission;
        this.custodies = custodies;
        this.clock = clock;
    }

    /** Who consents: the participant by its own certificate, or its organisation's representative. */
    enum Giver {
        PARTICIPANT,
        ORGANISATION
    }

    /**
     * A consent to give.
     *
     * @param function the operator's function, such as {@code withdraw}
     * @param request the body to which one consents, as the ledger takes it; of {@code submitReadings} one reading
     * @param requestId instead of {@code request}, with {@code bodyHash}: the id and the hash of a body that one knows
     * @param expiresUtc absent: in seven days
     * @param as absent: PARTICIPANT
     */
    record Giving(
            String participantId,
            String function,
            Map<String, Object> request,
            String requestId,
            String bodyHash,
            String expiresUtc,
            Giver as) {}

    record Recalling(String participantId, String function, String requestId, Giver as) {}

    /**
     * A consent on the ledger.
     *
     * @param giver {@code self}, or the organisation's MSP
     * @param status GIVEN, RECALLED or USED
     * @param usedBy the transaction that used it; null before
     */
    record Given(
            String participantId,
            String function,
            String requestId,
            String giver,
            int revision,
            String bodyHash,
            String expiresUtc,
            String status,
            String usedBy) {
        static Given of(ConsentRecord record) {
            return new Given(
                    record.consent().participantId(),
                    record.consent().function(),
                    record.consent().requestId(),
                    record.giver(),
                    record.revision(),
                    record.bodyHash(),
                    record.expires().toString(),
                    record.status().name(),
                    record.usedBy().orElse(null));
        }
    }

    record Receipt(String transactionId, String requestId, String bodyHash, String giver) {}

    @GetMapping
    List<Given> consents(@RequestParam("participantId") Optional<String> participantId) {
        permission.requireSee(participantId);
        return participantId
                .map(id -> view.ofParticipant(RecordType.CONSENT, id))
                .orElseGet(() -> view.all(RecordType.CONSENT))
                .stream()
                .map(Given::of)
                .toList();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Receipt give(@RequestBody Giving body) {
        String participantId = BadInputException.required("participantId", body.participantId());
        WalletIdentity signer = signer(participantId, body.as());
        ConsentTo wanted = SubmitProblem.requireValid(() -> wanted(body, participantId));
        String giver = body.as() == Giver.ORGANISATION ? signer.mspId() : ConsentRecord.SELF;
        GiveConsent request = SubmitProblem.requireValid(() -> new GiveConsent(
                wanted.consent(), nextRevision(wanted, giver), wanted.bodyHash(), expiry(body, wanted, giver)));
        return new Receipt(
                submit(signer, request, Keys.consent(wanted.consent(), giver)),
                wanted.consent().requestId(),
                wanted.bodyHash(),
                giver);
    }

    @PostMapping("/recall")
    Receipt recall(@RequestBody Recalling body) {
        Consent consent = new Consent(
                BadInputException.required("participantId", body.participantId()),
                BadInputException.required("function", body.function()),
                BadInputException.required("requestId", body.requestId()));
        WalletIdentity signer = signer(consent.participantId(), body.as());
        String giver = body.as() == Giver.ORGANISATION ? signer.mspId() : ConsentRecord.SELF;
        String transactionId = submit(signer, new RecallConsent(consent), Keys.consent(consent, giver));
        return new Receipt(transactionId, consent.requestId(), "", giver);
    }

    private String submit(WalletIdentity signer, Request request, String key) {
        String transactionId =
                SubmitProblem.require(contract.submit(signer, request)).transactionId();
        arrivals.await(key);
        return transactionId;
    }

    private WalletIdentity signer(String participantId, Giver as) {
        if (as == Giver.ORGANISATION) {
            Caller caller = Caller.now();
            if (!caller.isInstance() && !caller.has(Role.ADMINISTRATOR) && !caller.has(Role.OPERATOR)) {
                throw new ForbiddenException("FORBIDDEN", "this is for the role administrator or operator");
            }
            return wallet.operator();
        }
        permission.requireAct(participantId);
        if (custodies.of(participantId) == Custody.OWN) {
            throw new BadInputException(
                    "participantId", "holds its own key: it signs giveConsent by POST /api/transactions");
        }
        return wallet.prosumer(participantId);
    }

    private static ConsentTo wanted(Giving body, String participantId) {
        String function = BadInputException.required("function", body.function());
        if (body.request() == null) {
            Consent consent =
                    new Consent(participantId, function, BadInputException.required("requestId", body.requestId()));
            return new ConsentTo(consent, BadInputException.required("bodyHash", body.bodyHash()));
        }
        try {
            String json = JsonMapper.shared().writeValueAsString(body.request());
            return ConsentTo.of(participantId, function, (JsonObject) Json.parse(json));
        } catch (JsonException wrong) {
            throw new BadInputException("request", wrong.getMessage());
        }
    }

    /** The same body again is the same revision, so that it changes nothing. */
    private int nextRevision(ConsentTo wanted, String giver) {
        return last(wanted, giver)
                .map(given -> isSame(given, wanted) ? given.revision() : given.revision() + 1)
                .orElse(1);
    }

    private Instant expiry(Giving body, ConsentTo wanted, String giver) {
        if (body.expiresUtc() != null) {
            return Instant.parse(body.expiresUtc());
        }
        return last(wanted, giver)
                .filter(given -> isSame(given, wanted))
                .map(ConsentRecord::expires)
                .orElseGet(() -> clock.instant().plus(USUAL_LIFE).truncatedTo(ChronoUnit.SECONDS));
    }

    private boolean isSame(ConsentRecord given, ConsentTo wanted) {
        return given.status() == ConsentRecord.Status.GIVEN
                && given.bodyHash().equals(wanted.bodyHash())
                && given.expires().isAfter(clock.instant());
    }

    private Optional<ConsentRecord> last(ConsentTo wanted, String giver) {
        return view.find(Keys.consent(wanted.consent(), giver), RecordType.CONSENT);
    }
}

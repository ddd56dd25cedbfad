package org.gridbourse.gateway.signing;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.gridbourse.gateway.access.Caller;
import org.gridbourse.gateway.access.Permission;
import org.gridbourse.gateway.access.Role;
import org.gridbourse.gateway.signing.OwnCertificates.Issued;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.market.record.ParticipantRecord.Custody;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Certificates of people's own keys: asked for, renewed, taken out of force. The key itself never comes here. */
@Tag(name = "Own key")
@RestController
@RequestMapping("/api")
class CertificateController {
    private final Enrolment enrolment;
    private final Permission permission;

    CertificateController(Enrolment enrolment, Permission permission) {
        this.enrolment = enrolment;
        this.permission = permission;
    }

    /** @param csr PKCS #10 in PEM form, signed by its own key on P-256; of its subject and attributes nothing is taken */
    record Wish(String participantId, String csr) {}

    /**
     * In PEM form both.
     *
     * @param chain of the authority
     */
    record Certificate(String certificate, String chain, String serial, String expires) {}

    record Kept(String serial, String user, String issued, String expires, String revoked, String certificate) {}

    /** @param serial absent: all of the participant's certificates */
    record Revocation(String participantId, String serial) {}

    /** @param custody ORGANISATION: give the key's work back; own certificates no longer hold */
    record CustodyChange(String custody) {}

    /** A renewal is the same again, with the old key or a new one. */
    @PostMapping("/certificates")
    @ResponseStatus(HttpStatus.CREATED)
    Certificate enrol(@RequestBody Wish body) {
        String participantId = BadInputException.required("participantId", body.participantId());
        permission.requireAct(participantId);
        permission.requireOurs(participantId);
        Issued issued =
                enrolment.enrol(Caller.now().user(), participantId, BadInputException.required("csr", body.csr()));
        return new Certificate(
                issued.certificate(),
                enrolment.chain(),
                issued.serial(),
                issued.expiresAt().toString());
    }

    @GetMapping("/certificates")
    List<Kept> certificates(@RequestParam("participantId") String participantId) {
        permission.requireSee(participantId);
        return enrolment.of(participantId).stream()
                .map(issued -> new Kept(
                        issued.serial(),
                        issued.user(),
                        issued.issuedAt().toString(),
                        issued.expiresAt().toString(),
                        issued.revokedAt().map(Object::toString).orElse(null),
                        issued.certificate()))
                .toList();
    }

    /** For a lost key. The participant stays its own; it enrols for another one, or gives custody back. */
    @PostMapping("/certificates/revoke")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@RequestBody Revocation body) {
        String participantId = BadInputException.required("participantId", body.participantId());
        requireOwnerOrAdministrator(participantId);
        enrolment.revoke(participantId, Optional.ofNullable(body.serial()));
    }

    @PutMapping("/participants/{participantId}/custody")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changeCustody(@PathVariable("participantId") String participantId, @RequestBody CustodyChange body) {
        permission.requireAct(participantId);
        permission.requireOurs(participantId);
        if (!Custody.ORGANISATION.name().equals(BadInputException.required("custody", body.custody()))) {
            throw new BadInputException("custody", "becomes OWN with the first certificate; here it is ORGANISATION");
        }
        enrolment.giveBack(participantId);
    }

    private void requireOwnerOrAdministrator(String participantId) {
        if (Caller.now().has(Role.ADMINISTRATOR)) {
            permission.requireOurs(participantId);
        } else {
            permission.requireAct(participantId);
        }
    }
}

package org.gridbourse.gateway.signing;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gridbourse.fabric.identity.Pem;
import org.gridbourse.gateway.access.Custodies;
import org.gridbourse.gateway.access.ForbiddenException;
import org.gridbourse.gateway.signing.OwnCertificates.Issued;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.gateway.web.RefusedCall;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Certifies people's own keys, takes certificates out of force, and knows which of them hold. */
@Component
class Enrolment {
    private static final int VALID_MAX = 10;

    private final Authority authority;
    private final OwnCertificates certificates;
    private final Custodies custodies;
    private final InstantSource clock;

    Enrolment(Authority authority, OwnCertificates certificates, Custodies custodies, InstantSource clock) {
        this.authority = authority;
        this.certificates = certificates;
        this.custodies = custodies;
        this.clock = clock;
    }

    String chain() {
        return authority.chain();
    }

    /** From then on the participant holds its own key. */
    Issued enrol(String user, String participantId, String csr) {
        PublicKey key = SigningRequest.key(csr);
        String keyHash = hash(key);
        if (certificates.isAnothers(keyHash, participantId)) {
            throw new RefusedCall(HttpStatus.CONFLICT, "KEY_TAKEN", "this key is another's; make one of your own");
        }
        Instant now = clock.instant();
        if (certificates.of(participantId).stream()
                        .filter(issued -> issued.holdsAt(now))
                        .count()
                >= VALID_MAX) {
            throw new RefusedCall(
                    HttpStatus.CONFLICT,
                    "TOO_MANY_CERTIFICATES",
                    "%d certificates hold already; revoke those that are not needed".formatted(VALID_MAX));
        }
        String pem = authority.certify(participantId, key);
        X509Certificate certificate = parse(pem);
        Issued issued = new Issued(
                OwnCertificates.serial(certificate.getSerialNumber()),
                participantId,
                user,
                keyHash,
                pem,
                now,
                certificate.getNotAfter().toInstant(),
                Optional.empty());
        certificates.keep(issued);
        custodies.toOwn(participantId, now);
        return issued;
    }

    List<Issued> of(String participantId) {
        return certificates.of(participantId);
    }

    /** Takes one certificate of a participant, or all of them, out of force. */
    void revoke(String participantId, Optional<String> serial) {
        List<Issued> wanted = certificates.of(participantId).stream()
                .filter(issued -> serial.isEmpty() || issued.serial().equalsIgnoreCase(serial.get()))
                .toList();
        if (serial.isPresent() && wanted.isEmpty()) {
            throw new BadInputException("serial", "is none of this participant's certificates");
        }
        wanted.forEach(issued -> certificates.revoke(issued.serial()));
        authority.revoke(wanted.stream()
                .map(issued -> new BigInteger(issued.serial(), 16))
                .collect(Collectors.toSet()));
    }

    /** Back into the organisation's custody; own certificates no longer hold. */
    void giveBack(String participantId) {
        if (!certificates.of(participantId).isEmpty()) {
            revoke(participantId, Optional.empty());
        }
        custodies.toOrganisation(participantId);
    }

    /**
     * A certificate as a caller shows it: issued here, for that participant, and in force.
     *
     * @throws ForbiddenException if it is not
     */
    X509Certificate require(String pem, String participantId) {
        X509Certificate certificate = parse(pem);
        Optional<Issued> issued = certificates.find(OwnCertificates.serial(certificate.getSerialNumber()));
        boolean ours = authority.hasSigned(certificate)
                && issued.map(Issued::participantId)
                        .filter(participantId::equals)
                        .isPresent();
        if (!ours) {
            throw new ForbiddenException(
                    "CERTIFICATE_FOREIGN", "the certificate is none of this participant's; enrol for one");
        }
        requireInForce(certificate);
        return certificate;
    }

    /** @throws ForbiddenException if it is revoked or over */
    void requireInForce(X509Certificate certificate) {
        Issued issued = certificates
                .find(OwnCertificates.serial(certificate.getSerialNumber()))
                .orElseThrow();
        if (issued.revokedAt().isPresent()) {
            throw new ForbiddenException("CERTIFICATE_REVOKED", "the certificate is revoked; enrol for another one");
        }
        if (!issued.holdsAt(clock.instant())) {
            throw new ForbiddenException("CERTIFICATE_EXPIRED", "the certificate is over; renew it");
        }
    }

    private static X509Certificate parse(String pem) {
        try {
            return Pem.parseCertificate(pem.getBytes(StandardCharsets.UTF_8), "certificate");
        } catch (IllegalArgumentException unreadable) {
            throw new BadInputException("certificate", "must be a certificate in PEM form");
        }
    }

    private static String hash(PublicKey key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java runtime has SHA-256", absent);
        }
    }
}

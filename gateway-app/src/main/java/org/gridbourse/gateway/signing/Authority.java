package org.gridbourse.gateway.signing;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.fabric.identity.CertificateAuthority;
import org.gridbourse.fabric.identity.Pem;
import org.gridbourse.fabric.identity.Validity;
import org.gridbourse.gateway.settings.GatewaySettings;
import org.gridbourse.gateway.web.RefusedCall;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** The organisation's own authority, which certifies keys of its participants. Its key is read when it is needed. */
@Component
class Authority {
    private static final Duration LIFE = Duration.ofDays(366);

    private final Path folder;
    private final Path revocations;
    private final InstantSource clock;

    Authority(GatewaySettings settings, ConnectionFile.Organisation organisation, InstantSource clock) {
        this.folder = settings.authorityFolder(organisation.users());
        this.revocations = organisation.users().resolveSibling("msp").resolve("crls");
        this.clock = clock;
    }

    /** The certificate of the authority, in PEM form. */
    String chain() {
        return open().certificatePem();
    }

    /** A certificate that says whom its bearer may act for: what it says comes from here, nothing from the request. */
    String certify(String participantId, PublicKey key) {
        return open().issueSigning(
                        participantId,
                        "client",
                        Map.of("role", "prosumer", "participant", participantId),
                        key,
                        Validity.from(clock.instant(), LIFE));
    }

    /** Whether this authority has signed it. */
    boolean hasSigned(X509Certificate certificate) {
        try {
            X509Certificate own =
                    Pem.parseCertificate(chain().getBytes(StandardCharsets.US_ASCII), "the authority's certificate");
            certificate.verify(own.getPublicKey());
            return certificate.getIssuerX500Principal().equals(own.getSubjectX500Principal());
        } catch (GeneralSecurityException anothers) {
            return false;
        }
    }

    /** Puts certificates on the organisation's revocation list, which peers take up with the channel's configuration. */
    void revoke(Set<BigInteger> serials) {
        Path file = revocations.resolve("crl.pem");
        try {
            Set<BigInteger> all = new TreeSet<>(serials);
            if (Files.exists(file)) {
                all.addAll(Pem.revokedNumbers(file));
            }
            Files.createDirectories(revocations);
            Path draft = file.resolveSibling("crl.pem.new");
            Files.writeString(draft, open().revoke(all, clock.instant(), Validity.tenYearsFrom(clock.instant())));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException problem) {
            throw away("the revocation list in %s cannot be written: %s".formatted(revocations, problem));
        }
    }

    private CertificateAuthority open() {
        try (Stream<Path> files = Files.list(folder)) {
            Path certificate = files.filter(
                            file -> file.getFileName().toString().endsWith("-cert.pem"))
                    .findFirst()
                    .orElseThrow(() -> away("there is no certificate *-cert.pem in " + folder));
            return CertificateAuthority.of(
                    Files.readString(certificate), Pem.readPrivateKey(folder.resolve("priv_sk")));
        } catch (IOException problem) {
            throw away("the authority in %s cannot be read".formatted(folder));
        }
    }

    private static RefusedCall away(String detail) {
        return new RefusedCall(HttpStatus.SERVICE_UNAVAILABLE, "AUTHORITY_UNAVAILABLE", detail);
    }
}

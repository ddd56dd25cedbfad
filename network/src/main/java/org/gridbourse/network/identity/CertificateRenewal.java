package org.gridbourse.network.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.GeneralName;
import org.gridbourse.fabric.identity.CertificateAuthority;
import org.gridbourse.fabric.identity.Pem;
import org.gridbourse.fabric.identity.Validity;

/**
 * New certificates for keys that stay. A node keeps its keys, since the channel's configuration knows orderers by them;
 * so it needs no update of the channel, only a restart of the node.
 *
 * @param signing the authority of identities
 * @param tls the authority of TLS
 * @param endBefore certificates that end before this are renewed
 * @param validity of the new ones
 */
record CertificateRenewal(
        CertificateAuthority signing, CertificateAuthority tls, Instant endBefore, Validity validity) {

    /**
     * Whose they are.
     *
     * @param commonName as both certificates have it
     * @param role the organisational unit
     * @param side {@code server} or {@code client}, the name of the TLS files
     * @param hosts by which a server is called
     */
    record Subject(String commonName, String role, String side, List<GeneralName> hosts) {}

    /** Renews the two certificates of a member's folder, each where its end is near. */
    void renew(Path member, Subject subject) {
        Path identity = member.resolve("msp/signcerts").resolve(subject.commonName() + "-cert.pem");
        X509Certificate former = Pem.certificateOn(identity);
        if (endsTooSoon(former)) {
            replace(
                    identity,
                    signing.issueSigning(
                            subject.commonName(), subject.role(), Map.of(), former.getPublicKey(), validity));
        }
        Path server = member.resolve("tls").resolve(subject.side() + ".crt");
        X509Certificate formerTls = Pem.certificateOn(server);
        if (endsTooSoon(formerTls)) {
            replace(server, tls.issueTls(subject.commonName(), subject.hosts(), formerTls.getPublicKey(), validity));
        }
    }

    private boolean endsTooSoon(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant().isBefore(endBefore);
    }

    private static void replace(Path file, String certificate) {
        try {
            Path draft = Files.writeString(file.resolveSibling("." + file.getFileName() + ".draft"), certificate);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}

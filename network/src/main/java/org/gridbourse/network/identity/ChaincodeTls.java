package org.gridbourse.network.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.GeneralName;
import org.gridbourse.fabric.identity.CertificateAuthority;
import org.gridbourse.fabric.identity.Keys;
import org.gridbourse.fabric.identity.Pem;
import org.gridbourse.fabric.identity.Validity;
import org.gridbourse.programs.PrivateFolder;

/**
 * The keys by which a chaincode's process and the peers that it serves know each other: mutual TLS under an authority of
 * its own. That authority's key is never written down, so nobody else can ever get a certificate that either side takes.
 *
 * @param folder with {@code ca.crt}, {@code server.crt} and {@code server.key} of the chaincode, {@code client.crt} and
 *     {@code client.key} of the peers
 */
public record ChaincodeTls(Path folder) {
    private static final Duration RENEW_BEFORE_END = Duration.ofDays(30);

    public ChaincodeTls {
        folder = folder.toAbsolutePath().normalize();
    }

    /**
     * Makes the keys, unless they are there and hold for another 30 days. Both sides read them when they start: after new
     * ones have been made, start both.
     *
     * @param name of the chaincode's host, besides {@code localhost} and 127.0.0.1
     */
    public static ChaincodeTls createOrOpen(Path folder, String name, Instant now) {
        return createOrOpen(folder, name, now, now.plus(RENEW_BEFORE_END));
    }

    static ChaincodeTls createOrOpen(Path folder, String name, Instant now, Instant endBefore) {
        ChaincodeTls tls = new ChaincodeTls(folder);
        if (!tls.holds(now, endBefore)) {
            Validity validity = Validity.tenYearsFrom(now);
            CertificateAuthority authority = CertificateAuthority.create("chaincode", name, validity);
            WholeFolder.write(tls.folder, draft -> {
                Files.writeString(draft.resolve("ca.crt"), authority.certificatePem());
                write(draft, "server", authority, name, hosts(name), validity);
                write(draft, "client", authority, "peer of " + name, List.of(), validity);
            });
        }
        return tls;
    }

    private boolean holds(Instant now, Instant endBefore) {
        if (!Files.exists(serverCertificate())) {
            return false;
        }
        X509Certificate certificate = Pem.certificateOn(serverCertificate());
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && certificate.getNotAfter().toInstant().isAfter(endBefore);
    }

    private static List<GeneralName> hosts(String name) {
        List<GeneralName> hosts = new ArrayList<>();
        hosts.add(new GeneralName(GeneralName.dNSName, name));
        hosts.add(new GeneralName(GeneralName.dNSName, "localhost"));
        hosts.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
        return hosts;
    }

    private static void write(
            Path draft,
            String side,
            CertificateAuthority authority,
            String name,
            List<GeneralName> hosts,
            Validity validity)
            throws IOException {
        KeyPair keys = Keys.generate();
        Files.writeString(draft.resolve(side + ".crt"), authority.issueTls(name, hosts, keys.getPublic(), validity));
        Path key = draft.resolve(side + ".key");
        PrivateFolder.createFile(key);
        Files.writeString(key, Pem.privateKey(keys.getPrivate()));
    }

    /** The certificate that signed those of both sides. */
    public Path authority() {
        return folder.resolve("ca.crt");
    }

    public Path serverCertificate() {
        return folder.resolve("server.crt");
    }

    public Path serverKey() {
        return folder.resolve("server.key");
    }

    public Path clientCertificate() {
        return folder.resolve("client.crt");
    }

    public Path clientKey() {
        return folder.resolve("client.key");
    }

    /**
     * What tells a chaincode's process about it: under the names that this project's chaincode and Node.js chaincodes read,
     * and those of Go chaincodes in Fabric's samples.
     *
     * @param there the folder as the process sees it
     */
    public static Map<String, String> serverEnvironment(Path there) {
        String key = there.resolve("server.key").toString();
        String certificate = there.resolve("server.crt").toString();
        String authority = there.resolve("ca.crt").toString();
        return Map.of(
                "CHAINCODE_TLS_KEY_FILE", key,
                "CHAINCODE_TLS_CERT_FILE", certificate,
                "CHAINCODE_TLS_CLIENT_CACERT_FILE", authority,
                "CHAINCODE_TLS_DISABLED", "false",
                "CHAINCODE_TLS_KEY", key,
                "CHAINCODE_TLS_CERT", certificate,
                "CHAINCODE_CLIENT_CA_CERT", authority);
    }
}

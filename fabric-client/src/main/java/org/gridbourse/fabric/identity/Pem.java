package org.gridbourse.fabric.identity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;

/** The text form in which certificates and keys lie in files. */
public final class Pem {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Pem() {}

    public static String certificate(byte[] der) {
        return text("CERTIFICATE", der);
    }

    public static String privateKey(PrivateKey key) {
        return text("PRIVATE KEY", key.getEncoded());
    }

    public static String revocationList(byte[] der) {
        return text("X509 CRL", der);
    }

    public static X509Certificate readCertificate(Path file) throws IOException {
        return parseCertificate(Files.readAllBytes(file), file.toString());
    }

    public static X509Certificate certificateOn(Path file) {
        try {
            return readCertificate(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static X509Certificate parseCertificate(byte[] pem, String where) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(pem));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(where + " is not a certificate in PEM form", e);
        }
    }

    /** Serial numbers on a revocation list. */
    public static Set<BigInteger> revokedNumbers(Path file) throws IOException {
        try (InputStream list = Files.newInputStream(file)) {
            X509CRL parsed = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(list);
            Set<? extends X509CRLEntry> entries = parsed.getRevokedCertificates();
            return entries == null
                    ? Set.of()
                    : entries.stream().map(X509CRLEntry::getSerialNumber).collect(Collectors.toSet());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " is not a revocation list in PEM form", e);
        }
    }

    public static PrivateKey readPrivateKey(Path file) throws IOException {
        String body = Files.readString(file, StandardCharsets.US_ASCII)
                .replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "")
                .strip();
        try {
            byte[] pkcs8 = Base64.getMimeDecoder().decode(body);
            return KeyFactory.getInstance("EC", Keys.PROVIDER).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " is not an unencrypted PKCS#8 key in PEM form", e);
        }
    }

    private static String text(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(der) + "\n-----END " + label + "-----\n";
    }
}

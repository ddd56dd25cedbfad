package org.gridbourse.auditor.fabric;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** Reads X.509 certificates and revocation lists, the way Fabric reads them. */
public final class Certificates {
    /** Named in every call: the JDK's own elliptic curves are several times slower. */
    public static final Provider PROVIDER = new BouncyCastleProvider();

    private static final int CACHED = 10_000;
    private static final Map<ByteString, X509Certificate> CACHE = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteString, X509Certificate> eldest) {
            return size() > CACHED;
        }
    };

    private Certificates() {}

    /** A certificate, revocation list or key that cannot be read. */
    public static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message);
        }
    }

    /**
     * The certificate of an identity.
     *
     * @param pem PEM text; the first block counts
     */
    public static X509Certificate certificate(ByteString pem) throws UnreadableException {
        synchronized (CACHE) {
            X509Certificate cached = CACHE.get(pem);
            if (cached != null) {
                return cached;
            }
        }
        X509Certificate certificate = readCertificate(pem);
        synchronized (CACHE) {
            CACHE.put(pem, certificate);
        }
        return certificate;
    }

    static X509CRL revocationList(ByteString bytes) throws UnreadableException {
        try {
            byte[] der =
                    bytes.startsWith(ByteString.copyFromUtf8("-----BEGIN")) ? pemContent(bytes) : bytes.toByteArray();
            return (X509CRL) factory().generateCRL(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException e) {
            throw new UnreadableException("revocation list: " + e.getMessage());
        }
    }

    /** The organisational units of a subject, in their order. */
    static List<String> organisationalUnits(X509Certificate certificate) {
        X500Name subject =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        List<String> units = new ArrayList<>();
        for (RDN rdn : subject.getRDNs(BCStyle.OU)) {
            for (var part : rdn.getTypesAndValues()) {
                if (part.getType().equals(BCStyle.OU)) {
                    units.add(IETFUtils.valueToString(part.getValue()).replace("\\", ""));
                }
            }
        }
        return units;
    }

    /** The common name of a subject, or the whole subject where it has none. */
    static String commonName(X509Certificate certificate) {
        X500Name subject =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        RDN[] names = subject.getRDNs(BCStyle.CN);
        return names.length == 0
                ? subject.toString()
                : IETFUtils.valueToString(names[0].getFirst().getValue());
    }

    private static X509Certificate readCertificate(ByteString pem) throws UnreadableException {
        try {
            byte[] der = pemContent(pem);
            X509Certificate certificate =
                    (X509Certificate) factory().generateCertificate(new ByteArrayInputStream(der));
            if (certificate == null) {
                throw new UnreadableException("no certificate in the PEM text");
            }
            readEverything(certificate);
            return withLowS(certificate);
        } catch (GeneralSecurityException | RuntimeException | IOException e) {
            throw new UnreadableException("certificate: " + e.getMessage());
        }
    }

    /** Parts are read late by the library; what cannot be read shall be known now. */
    private static void readEverything(X509Certificate certificate) throws GeneralSecurityException {
        certificate.getPublicKey();
        certificate.getIssuerX500Principal();
        certificate.getExtendedKeyUsage();
        certificate.getKeyUsage();
        certificate.getBasicConstraints();
        organisationalUnits(certificate);
    }

    /** Fabric re-encodes a certificate whose own signature has a high S before it compares or hashes it. */
    private static X509Certificate withLowS(X509Certificate certificate) throws GeneralSecurityException, IOException {
        if (!certificate.getSigAlgName().toUpperCase(java.util.Locale.ROOT).endsWith("ECDSA")) {
            return certificate;
        }
        EcdsaSignature signature = EcdsaSignature.parse(ByteString.copyFrom(certificate.getSignature()))
                .orElseThrow(() -> new GeneralSecurityException("malformed signature"));
        BigInteger order = EcdsaSignature.P256_ORDER;
        if (signature.s().compareTo(order.shiftRight(1)) <= 0 || signature.s().compareTo(order) >= 0) {
            return certificate;
        }
        ASN1Sequence parts = ASN1Sequence.getInstance(certificate.getEncoded());
        ASN1EncodableVector rebuilt = new ASN1EncodableVector();
        rebuilt.add(parts.getObjectAt(0));
        rebuilt.add(parts.getObjectAt(1));
        byte[] low = new EcdsaSignature(signature.r(), order.subtract(signature.s())).der();
        rebuilt.add(new DERBitString(low, ((ASN1BitString) parts.getObjectAt(2)).getPadBits()));
        byte[] der = new DERSequence(rebuilt).getEncoded(ASN1Encoding.DER);
        return (X509Certificate) factory().generateCertificate(new ByteArrayInputStream(der));
    }

    private static byte[] pemContent(ByteString pem) throws UnreadableException {
        String text = pem.toString(StandardCharsets.ISO_8859_1);
        try (PemReader reader = new PemReader(new StringReader(text))) {
            PemObject object = reader.readPemObject();
            if (object == null) {
                throw new UnreadableException("no PEM text");
            }
            return object.getContent();
        } catch (IOException | RuntimeException e) {
            throw new UnreadableException("PEM text: " + e.getMessage());
        }
    }

    private static CertificateFactory factory() throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509", PROVIDER);
    }
}

package org.gridbourse.fabric.identity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.gridbourse.fabric.json.Json;

/**
 * Issues X.509 certificates as Fabric expects them: keys on P-256, low-S signatures (a high-S certificate would be
 * re-encoded by Fabric and then have another name), the role as organisational unit, and attributes in the extension
 * that Fabric CA defined.
 */
public final class CertificateAuthority {
    /** Fabric's attribute extension: JSON {@code {"attrs":{"name":"value"}}}. */
    public static final ASN1ObjectIdentifier ATTRIBUTES = new ASN1ObjectIdentifier("1.2.3.4.5.6.7.8.1");

    private static final AlgorithmIdentifier ECDSA_SHA256 =
            new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final X500Name name;
    private final PrivateKey key;
    private final byte[] keyIdentifier;
    private final String certificatePem;

    private CertificateAuthority(X500Name name, PrivateKey key, byte[] keyIdentifier, String certificatePem) {
        this.name = name;
        this.key = key;
        this.keyIdentifier = keyIdentifier;
        this.certificatePem = certificatePem;
    }

    /** A new self-signed authority named {@code <prefix>.<domain>}. */
    public static CertificateAuthority create(String prefix, String domain, Validity validity) {
        KeyPair keys = Keys.generate();
        X500Name name = name(Map.of(BCStyle.O, domain), prefix + "." + domain);
        byte[] identifier = keyIdentifier(keys.getPublic());
        CertificateAuthority unsigned = new CertificateAuthority(name, keys.getPrivate(), identifier, "");
        String pem = unsigned.certify(
                name,
                keys.getPublic(),
                validity,
                List.of(
                        extension(
                                Extension.keyUsage,
                                true,
                                new KeyUsage(KeyUsage.digitalSignature
                                        | KeyUsage.keyEncipherment
                                        | KeyUsage.keyCertSign
                                        | KeyUsage.cRLSign)),
                        extension(Extension.extendedKeyUsage, false, clientAndServer()),
                        extension(Extension.basicConstraints, true, new BasicConstraints(true)),
                        extension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(identifier))));
        return new CertificateAuthority(name, keys.getPrivate(), identifier, pem);
    }

    /** An authority made before. */
    public static CertificateAuthority of(String certificatePem, PrivateKey key) {
        byte[] pem = certificatePem.getBytes(StandardCharsets.US_ASCII);
        X509Certificate certificate = Pem.parseCertificate(pem, "the authority's certificate");
        X500Name name =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        return new CertificateAuthority(name, key, keyIdentifier(certificate.getPublicKey()), certificatePem);
    }

    public String certificatePem() {
        return certificatePem;
    }

    /** Whether its own certificate holds at that time: what it signs is worth nothing otherwise. */
    public boolean holdsAt(Instant time) {
        X509Certificate own =
                Pem.parseCertificate(certificatePem.getBytes(StandardCharsets.US_ASCII), "the authority's certificate");
        return !time.isBefore(own.getNotBefore().toInstant())
                && !time.isAfter(own.getNotAfter().toInstant());
    }

    public PrivateKey key() {
        return key;
    }

    /** A certificate to sign with: the organisational unit is the role (client, peer, admin, orderer). */
    public String issueSigning(
            String commonName, String role, Map<String, String> attributes, PublicKey subject, Validity validity) {
        List<Extension> extensions = new ArrayList<>(List.of(
                extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature)),
                extension(Extension.basicConstraints, true, new BasicConstraints(false)),
                extension(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(keyIdentifier))));
        if (!attributes.isEmpty()) {
            extensions.add(new Extension(ATTRIBUTES, false, attributesJson(attributes)));
        }
        return certify(name(Map.of(BCStyle.OU, role), commonName), subject, validity, extensions);
    }

    /** Whether a certificate carries exactly these attributes. */
    public static boolean hasAttributes(X509Certificate certificate, Map<String, String> attributes) {
        byte[] extension = certificate.getExtensionValue(ATTRIBUTES.getId());
        if (extension == null) {
            return attributes.isEmpty();
        }
        byte[] json = ASN1OctetString.getInstance(extension).getOctets();
        return Arrays.equals(json, attributesJson(attributes));
    }

    /** A certificate for TLS, as server and as client. */
    public String issueTls(String commonName, List<GeneralName> hosts, PublicKey subject, Validity validity) {
        List<Extension> extensions = new ArrayList<>(List.of(
                extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment)),
                extension(Extension.extendedKeyUsage, false, clientAndServer()),
                extension(Extension.basicConstraints, true, new BasicConstraints(false)),
                extension(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(keyIdentifier))));
        if (!hosts.isEmpty()) {
            GeneralNames names = new GeneralNames(hosts.toArray(GeneralName[]::new));
            extensions.add(extension(Extension.subjectAlternativeName, false, names));
        }
        return certify(name(Map.of(), commonName), subject, validity, extensions);
    }

    /** The list of this authority's certificates that no longer count. */
    public String revoke(Collection<BigInteger> serialNumbers, Instant now, Validity validity) {
        X509v2CRLBuilder list = new X509v2CRLBuilder(name, Date.from(validity.from()));
        list.setNextUpdate(Date.from(validity.until()));
        for (BigInteger serialNumber : serialNumbers) {
            list.addCRLEntry(serialNumber, Date.from(now), CRLReason.unspecified);
        }
        try {
            list.addExtension(
                    extension(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(keyIdentifier)));
            return Pem.revocationList(list.build(new LowSSigner(key)).getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String certify(X500Name subject, PublicKey publicKey, Validity validity, List<Extension> extensions) {
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                name,
                new BigInteger(127, RANDOM).setBit(126),
                Date.from(validity.from()),
                Date.from(validity.until()),
                subject,
                SubjectPublicKeyInfo.getInstance(publicKey.getEncoded()));
        try {
            for (Extension extension : extensions) {
                builder.addExtension(extension);
            }
            X509CertificateHolder certificate = builder.build(new LowSSigner(key));
            return Pem.certificate(certificate.getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static X500Name name(Map<ASN1ObjectIdentifier, String> unit, String commonName) {
        X500NameBuilder builder = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.C, "US")
                .addRDN(BCStyle.ST, "California")
                .addRDN(BCStyle.L, "San Francisco");
        unit.forEach(builder::addRDN);
        return builder.addRDN(BCStyle.CN, commonName).build();
    }

    private static byte[] keyIdentifier(PublicKey key) {
        byte[] point = SubjectPublicKeyInfo.getInstance(key.getEncoded())
                .getPublicKeyData()
                .getBytes();
        try {
            return MessageDigest.getInstance("SHA-256").digest(point);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static byte[] attributesJson(Map<String, String> attributes) {
        return Json.line(Map.of("attrs", new TreeMap<>(attributes))).getBytes(StandardCharsets.UTF_8);
    }

    private static ExtendedKeyUsage clientAndServer() {
        return new ExtendedKeyUsage(new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth});
    }

    private static Extension extension(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
        try {
            return new Extension(id, critical, value.toASN1Primitive().getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Signs as Bouncy Castle's builders want it, with low S. */
    private static final class LowSSigner implements ContentSigner {
        private final PrivateKey key;
        private final ByteArrayOutputStream message = new ByteArrayOutputStream();

        LowSSigner(PrivateKey key) {
            this.key = key;
        }

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return ECDSA_SHA256;
        }

        @Override
        public OutputStream getOutputStream() {
            return message;
        }

        @Override
        public byte[] getSignature() {
            return Keys.sign(key, message.toByteArray());
        }
    }
}

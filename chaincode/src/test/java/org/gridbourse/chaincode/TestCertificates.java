package org.gridbourse.chaincode;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.gridbourse.market.state.Caller;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/** Certificates with attributes in Fabric's extension, as an organisation's CA issues them. */
final class TestCertificates {
    private static final ASN1ObjectIdentifier ATTRIBUTES = new ASN1ObjectIdentifier("1.2.3.4.5.6.7.8.1");
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2036-01-01T00:00:00Z");

    private final Map<String, byte[]> creators = new TreeMap<>();
    private final KeyPair keys;

    TestCertificates() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The creator of a proposal: MSP id and certificate. */
    byte[] creator(Caller caller) {
        return creators.computeIfAbsent(caller.toString(), each -> serialized(caller));
    }

    private byte[] serialized(Caller caller) {
        Map<String, String> attributes = new TreeMap<>();
        caller.role().ifPresent(role -> attributes.put("role", role));
        caller.participantId().ifPresent(participant -> attributes.put("participant", participant));
        return SerializedIdentity.newBuilder()
                .setMspid(caller.mspId())
                .setIdBytes(ByteString.copyFromUtf8(certificate(attributes)))
                .build()
                .toByteArray();
    }

    private String certificate(Map<String, String> attributes) {
        X500Name name = new X500Name("CN=user");
        try (StringWriter text = new StringWriter();
                JcaPEMWriter pem = new JcaPEMWriter(text)) {
            X509CertificateHolder certificate = new JcaX509v3CertificateBuilder(
                            name, BigInteger.ONE, Date.from(FROM), Date.from(UNTIL), name, keys.getPublic())
                    .addExtension(ATTRIBUTES, false, json(attributes).getBytes(StandardCharsets.UTF_8))
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
            pem.writeObject(certificate);
            pem.flush();
            return text.toString();
        } catch (IOException | OperatorCreationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String json(Map<String, String> attributes) {
        StringBuilder json = new StringBuilder("{\"attrs\":{");
        String separator = "";
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            json.append(separator)
                    .append('"')
                    .append(attribute.getKey())
                    .append("\":\"")
                    .append(attribute.getValue())
                    .append('"');
            separator = ",";
        }
        return json.append("}}").toString();
    }
}

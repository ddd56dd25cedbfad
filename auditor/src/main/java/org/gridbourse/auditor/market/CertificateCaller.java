package org.gridbourse.auditor.market;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.gridbourse.auditor.fabric.Certificates;
import org.gridbourse.blocks.Identity;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonException;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.state.Caller;

/**
 * Who a transaction's creator is to the market: its organisation, and what its certificate says of role and participant.
 *
 * @param name organisation and name in the certificate's subject, for people
 */
record CertificateCaller(Caller caller, String name) {
    private static final String ATTRIBUTES = "1.2.3.4.5.6.7.8.1";
    private static final int REMEMBERED = 10_000;
    private static final Map<ByteString, CertificateCaller> KNOWN = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteString, CertificateCaller> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @throws Certificates.UnreadableException if the identity has no certificate */
    static CertificateCaller of(ByteString identity) throws Certificates.UnreadableException {
        synchronized (KNOWN) {
            CertificateCaller known = KNOWN.get(identity);
            if (known == null) {
                known = read(Identity.parse(identity));
                KNOWN.put(identity, known);
            }
            return known;
        }
    }

    private static CertificateCaller read(Identity identity) throws Certificates.UnreadableException {
        X509Certificate certificate = Certificates.certificate(identity.certificate());
        Optional<JsonObject> attributes = attributes(certificate);
        return new CertificateCaller(
                new Caller(identity.mspId(), text(attributes, "role"), text(attributes, "participant")),
                identity.mspId() + " "
                        + commonName(certificate.getSubjectX500Principal().getName()));
    }

    private static String commonName(String subject) {
        for (String part : subject.split(",")) {
            if (part.startsWith("CN=")) {
                return part.substring(3);
            }
        }
        return subject;
    }

    private static Optional<JsonObject> attributes(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(ATTRIBUTES);
        if (extension == null) {
            return Optional.empty();
        }
        String text = new String(ASN1OctetString.getInstance(extension).getOctets(), StandardCharsets.UTF_8);
        try {
            return Json.parse(text) instanceof JsonObject all
                            && all.get("attrs").orElse(null) instanceof JsonObject attributes
                    ? Optional.of(attributes)
                    : Optional.empty();
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Optional<JsonObject> attributes, String name) {
        return attributes
                .flatMap(all -> all.get(name))
                .filter(JsonText.class::isInstance)
                .map(value -> ((JsonText) value).value());
    }
}

package org.gridbourse.auditor.market;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.gridbourse.auditor.fabric.Certificates;
import org.gridbourse.blocks.Identity;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonException;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.ledger.Caller;

/** Who a transaction's creator is to the market: its organisation, and what its certificate says of role and participant. */
final class CertificateCaller {
    private static final String ATTRIBUTES = "1.2.3.4.5.6.7.8.1";

    private CertificateCaller() {}

    /** @throws Certificates.UnreadableException if the identity has no certificate */
    static Caller of(ByteString identity) throws Certificates.UnreadableException {
        Identity parsed = Identity.parse(identity);
        Optional<JsonObject> attributes = attributes(Certificates.certificate(parsed.certificate()));
        return new Caller(parsed.mspId(), text(attributes, "role"), text(attributes, "participant"));
    }

    /** The name in the certificate's subject, for people. */
    static String name(ByteString identity) {
        try {
            Identity parsed = Identity.parse(identity);
            String subject = Certificates.certificate(parsed.certificate())
                    .getSubjectX500Principal()
                    .getName();
            for (String part : subject.split(",")) {
                if (part.startsWith("CN=")) {
                    return part.substring(3);
                }
            }
            return subject;
        } catch (Certificates.UnreadableException e) {
            return "unreadable";
        }
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

package org.gridbourse.gateway.fabric;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;

/** Fabric's attribute extension of a certificate: {@code {"attrs": {"role": "prosumer"}}}. */
record CertificateAttributes(Map<String, JsonValue> attributes) {
    private static final String EXTENSION = "1.2.3.4.5.6.7.8.1";

    static CertificateAttributes of(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(EXTENSION);
        if (extension == null) {
            return new CertificateAttributes(Map.of());
        }
        byte[] json = ASN1OctetString.getInstance(extension).getOctets();
        JsonValue document = Json.parse(new String(json, StandardCharsets.UTF_8));
        if (document instanceof JsonObject object
                && object.get("attrs").orElse(null) instanceof JsonObject attributes) {
            return new CertificateAttributes(attributes.members());
        }
        return new CertificateAttributes(Map.of());
    }

    Optional<String> text(String name) {
        return attributes.get(name) instanceof JsonText text ? Optional.of(text.value()) : Optional.empty();
    }
}

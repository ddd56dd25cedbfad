package org.gridbourse.cli.operator;

import org.gridbourse.market.json.JsonObject;
import picocli.CommandLine.Option;

/** The key by which a meter signs. */
class KeyOptions {
    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            required = true,
            description = "ED25519 or ECDSA_P256, by which it signs.")
    private String algorithm;

    @Option(
            names = "--public-key",
            paramLabel = "BASE64",
            required = true,
            description = "SubjectPublicKeyInfo, DER in base64.")
    private String publicKey;

    @Option(
            names = "--held-by",
            paramLabel = "WHO",
            defaultValue = "METER",
            description = "Who signs with it: METER (default), or NODE for a meter that cannot sign.")
    private String heldBy;

    JsonObject.Builder body() {
        return JsonObject.builder()
                .put("algorithm", algorithm)
                .put("publicKey", publicKey)
                .put("heldBy", heldBy);
    }
}

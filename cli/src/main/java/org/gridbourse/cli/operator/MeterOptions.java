package org.gridbourse.cli.operator;

import org.gridbourse.market.json.JsonObject;
import picocli.CommandLine.Option;

/** A meter with its key. */
final class MeterOptions {
    @Option(names = "--meter", paramLabel = "ID", required = true, description = "Id of the meter.")
    private String meterId;

    @Option(
            names = "--connection-point",
            paramLabel = "ID",
            defaultValue = "1",
            description = "Where it measures; meters of one point are netted. Default: 1.")
    private String connectionPoint;

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
            names = "--import-register-wh",
            paramLabel = "N",
            defaultValue = "0",
            description = "Register at the beginning; default: 0. Another one needs consent.")
    private long importRegisterWh;

    @Option(
            names = "--export-register-wh",
            paramLabel = "N",
            defaultValue = "0",
            description = "Register at the beginning; default: 0. Another one needs consent.")
    private long exportRegisterWh;

    JsonObject body() {
        return JsonObject.builder()
                .put("meterId", meterId)
                .put("connectionPoint", connectionPoint)
                .put("algorithm", algorithm)
                .put("publicKey", publicKey)
                .put("importRegisterWh", importRegisterWh)
                .put("exportRegisterWh", exportRegisterWh)
                .build();
    }
}

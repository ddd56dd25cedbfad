package org.gridbourse.market.ledger;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.signature.MeterKey;

/** A meter with a key of its own, its registers and its counter. */
final class TestMeter {
    final String meterId;
    final MeterKey.Algorithm algorithm;
    private TestMarket market;
    private KeyPair keys;
    private long importWh;
    private long exportWh;
    private long sequence;

    TestMeter(String meterId, MeterKey.Algorithm algorithm) {
        this.meterId = meterId;
        this.algorithm = algorithm;
        newKey();
    }

    /** Of a market, whose sessions say when periods end. */
    TestMeter of(TestMarket its) {
        market = its;
        return this;
    }

    void newKey() {
        try {
            KeyPairGenerator generator =
                    KeyPairGenerator.getInstance(algorithm == MeterKey.Algorithm.ED25519 ? "Ed25519" : "EC");
            if (algorithm == MeterKey.Algorithm.ECDSA_P256) {
                generator.initialize(256);
            }
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String publicKey() {
        return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }

    /** Energy flows. */
    TestMeter measures(long importedWh, long exportedWh) {
        importWh += importedWh;
        exportWh += exportedWh;
        return this;
    }

    long importWh() {
        return importWh;
    }

    long exportWh() {
        return exportWh;
    }

    JsonObject reading(String sessionId, int period) {
        return reading(sessionId, period, 1);
    }

    JsonObject reading(String sessionId, int period, int revision) {
        sequence++;
        return signed(new MeterReading(
                meterId,
                sessionId,
                period,
                market.endOf(sessionId, period),
                revision,
                new Registers(new Energy(importWh), new Energy(exportWh)),
                sequence,
                Quality.MEASURED,
                ""));
    }

    JsonObject signed(MeterReading reading) {
        return json(reading, sign(CanonicalBytes.reading(TestMarket.CHANNEL, reading)));
    }

    static JsonObject json(MeterReading reading, String signature) {
        return JsonObject.builder()
                .put("meterId", reading.meterId())
                .put("sessionId", reading.sessionId())
                .put("period", reading.period())
                .put("endUtc", reading.end().toString())
                .put("revision", reading.revision())
                .put("importRegisterWh", reading.registers().imported().wh())
                .put("exportRegisterWh", reading.registers().exported().wh())
                .put("sequence", reading.sequence())
                .put("quality", reading.quality().name())
                .put("signature", signature)
                .build();
    }

    private String sign(byte[] message) {
        try {
            Signature signature =
                    Signature.getInstance(algorithm == MeterKey.Algorithm.ED25519 ? "Ed25519" : "SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(message);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

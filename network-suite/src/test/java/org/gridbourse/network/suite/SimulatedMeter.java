package org.gridbourse.network.suite;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.record.MeterReading;

/** A participant's meter: cumulative registers, a counter, and a key that signs each reading. */
final class SimulatedMeter {
    private final String meterId;
    private KeyPair keys;
    private long importWh;
    private long exportWh;
    private long sequence;

    SimulatedMeter(String meterId) {
        this.meterId = meterId;
        newKey();
    }

    String meterId() {
        return meterId;
    }

    long importWh() {
        return importWh;
    }

    long exportWh() {
        return exportWh;
    }

    void newKey() {
        try {
            keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String publicKey() {
        return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }

    SimulatedMeter measures(long importedWh, long exportedWh) {
        importWh += importedWh;
        exportWh += exportedWh;
        return this;
    }

    /** What it says about the end of a period, signed. */
    JsonObject reading(String sessionId, int period, Instant end, int revision) {
        sequence++;
        MeterReading reading = new MeterReading(
                meterId,
                sessionId,
                period,
                end,
                revision,
                new Registers(new Energy(importWh), new Energy(exportWh)),
                sequence,
                MeterReading.Quality.MEASURED,
                "");
        return JsonObject.builder()
                .put("meterId", meterId)
                .put("sessionId", sessionId)
                .put("period", period)
                .put("endUtc", end.toString())
                .put("revision", revision)
                .put("importRegisterWh", importWh)
                .put("exportRegisterWh", exportWh)
                .put("sequence", sequence)
                .put("quality", reading.quality().name())
                .put("signature", sign(CanonicalBytes.reading(NetworkUnderTest.CHANNEL, reading)))
                .build();
    }

    private String sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update(message);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

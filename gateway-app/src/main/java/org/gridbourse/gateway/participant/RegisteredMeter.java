package org.gridbourse.gateway.participant;

import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.request.RegisterMeter;
import org.gridbourse.market.signature.MeterKey;
import org.gridbourse.market.signature.MeterKey.Algorithm;

/**
 * A meter to be registered.
 *
 * @param connectionPoint where it measures, absent: 1; meters of one point are netted
 * @param algorithm ED25519 or ECDSA_P256
 * @param publicKey base64 of the SubjectPublicKeyInfo
 * @param heldBy METER, or NODE where the meter cannot sign; absent: METER
 * @param importRegisterWh absent: 0, as the export register
 */
record RegisteredMeter(
        String meterId,
        String connectionPoint,
        String algorithm,
        String publicKey,
        String heldBy,
        Long importRegisterWh,
        Long exportRegisterWh) {

    RegisterMeter request(String participantId) {
        return new RegisterMeter(
                participantId,
                BadInputException.required("meter.meterId", meterId),
                connectionPoint == null ? RegisterMeter.FIRST_POINT : connectionPoint,
                key(),
                opening());
    }

    MeterKey key() {
        return key(algorithm, publicKey, heldBy);
    }

    static MeterKey key(String algorithm, String publicKey, String heldBy) {
        return new MeterKey(
                Algorithm.valueOf(BadInputException.required("meter.algorithm", algorithm)),
                BadInputException.required("meter.publicKey", publicKey),
                heldBy == null ? MeterKey.Holder.METER : MeterKey.Holder.valueOf(heldBy));
    }

    Registers opening() {
        return new Registers(energy(importRegisterWh), energy(exportRegisterWh));
    }

    private static Energy energy(Long wh) {
        return new Energy(wh == null ? 0 : wh);
    }
}

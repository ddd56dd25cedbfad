package org.gridbourse.market.request;

import java.util.function.Function;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.record.ConsentRecord.Consent;
import org.gridbourse.market.record.MeterReading;

/**
 * What one consents to: a request of the operator, or one reading that it substitutes, to the letter.
 *
 * @param consent whose matter it is, and under which id
 * @param bodyHash SHA-256 of the canonical JSON, 64 hexadecimal digits
 */
public record ConsentTo(Consent consent, String bodyHash) {

    /**
     * @param body the request's JSON; of {@code submitReadings} that of the one reading
     * @throws IllegalArgumentException for a function that needs no consent
     */
    public static ConsentTo of(String participantId, String function, JsonObject body) {
        String id = Fields.read(body, idOf(function));
        return new ConsentTo(new Consent(participantId, function, id), CanonicalBytes.hash(Json.write(body)));
    }

    /** Where a function's request says under which id it is consented to. */
    private static Function<Fields, String> idOf(String function) {
        return switch (function) {
            case MoveCash.WITHDRAW -> fields -> MoveCash.readWithdrawal(fields).id();
            case RegisterMeter.FUNCTION -> fields -> RegisterMeter.read(fields).meterId();
            case ExchangeMeter.FUNCTION -> fields -> ExchangeMeter.read(fields).newMeterId();
            case RotateMeterKey.FUNCTION -> fields -> ofKey(RotateMeterKey.read(fields));
            case UpdateParticipant.FUNCTION ->
                fields -> Integer.toString(UpdateParticipant.read(fields).revision());
            case SubmitReadings.FUNCTION -> fields -> ofReading(MeterReading.read(fields));
            default ->
                throw new IllegalArgumentException(
                        "function (%s) must be one of %s".formatted(function, GiveConsent.FUNCTIONS));
        };
    }

    /** Under which id one consents to a key of a meter. */
    public static String ofKey(RotateMeterKey request) {
        return request.meterId() + "-" + request.revision();
    }

    /** Under which id one consents to a substitute. */
    public static String ofReading(MeterReading reading) {
        return reading.meterId() + "-" + reading.sessionId() + "-" + (reading.isOfStart() ? "start" : reading.period());
    }
}

package org.gridbourse.market.request;

import java.time.Instant;
import java.util.List;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.ConsentRecord.Consent;

/**
 * Consents to one transaction of the operator, to the letter.
 *
 * @param consent whose, to what
 * @param revision 1, one more each time it is given anew
 * @param bodyHash SHA-256 of the request's canonical JSON, 64 hexadecimal digits
 * @param expires after which it counts no more
 */
public record GiveConsent(Consent consent, int revision, String bodyHash, Instant expires) implements Request {
    public static final String FUNCTION = "giveConsent";

    /** The functions that need consent. */
    public static final List<String> FUNCTIONS = List.of(
            ExchangeMeter.FUNCTION,
            RegisterMeter.FUNCTION,
            RotateMeterKey.FUNCTION,
            SubmitReadings.FUNCTION,
            UpdateParticipant.FUNCTION,
            MoveCash.WITHDRAW);

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        return json(consent)
                .put("revision", revision)
                .put("bodyHash", bodyHash)
                .put("expiresUtc", expires.toString())
                .build();
    }

    static JsonObject.Builder json(Consent consent) {
        return JsonObject.builder()
                .put("participantId", consent.participantId())
                .put("function", consent.function())
                .put("requestId", consent.requestId());
    }

    public static GiveConsent read(Fields fields) {
        return new GiveConsent(
                readConsent(fields),
                Codecs.revision(fields),
                Codecs.hex32(fields, "bodyHash"),
                Codecs.time(fields, "expiresUtc"));
    }

    static Consent readConsent(Fields fields) {
        String function = fields.text("function");
        if (!FUNCTIONS.contains(function)) {
            throw fields.wrong("function", "must be one that needs consent");
        }
        return new Consent(
                Codecs.participantId(fields, "participantId"), function, Codecs.requestId(fields, "requestId"));
    }
}

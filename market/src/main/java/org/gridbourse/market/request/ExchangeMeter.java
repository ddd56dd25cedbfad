package org.gridbourse.market.request;

import java.util.Optional;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.signature.MeterKey;

/**
 * Puts a new meter in the place of another.
 *
 * @param participantId whose
 * @param meterId the meter that goes
 * @param closing its registers at the end
 * @param newMeterId the meter that comes
 * @param key of the new meter
 * @param opening registers of the new meter
 * @param moment when, if it was in a session
 */
public record ExchangeMeter(
        String participantId,
        String meterId,
        Registers closing,
        String newMeterId,
        MeterKey key,
        Registers opening,
        Optional<Moment> moment)
        implements Request {
    public static final String FUNCTION = "exchangeMeter";

    /** When a meter was exchanged: in which period of which session. */
    public record Moment(String sessionId, int period) {}

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder builder = JsonObject.builder()
                .put("participantId", participantId)
                .put("meterId", meterId)
                .put("closingImportRegisterWh", closing.imported().wh())
                .put("closingExportRegisterWh", closing.exported().wh())
                .put("newMeterId", newMeterId);
        Codecs.put(key, builder)
                .put("importRegisterWh", opening.imported().wh())
                .put("exportRegisterWh", opening.exported().wh());
        moment.ifPresent(when -> builder.put("sessionId", when.sessionId()).put("period", when.period()));
        return builder.build();
    }

    public static ExchangeMeter read(Fields fields) {
        boolean inSession = fields.has("sessionId") || fields.has("period");
        return new ExchangeMeter(
                Codecs.participantId(fields, "participantId"),
                Codecs.id(fields, "meterId"),
                Codecs.registers(fields, "closingImportRegisterWh", "closingExportRegisterWh"),
                Codecs.id(fields, "newMeterId"),
                Codecs.meterKey(fields),
                Codecs.registers(fields, "importRegisterWh", "exportRegisterWh"),
                inSession
                        ? Optional.of(new Moment(Codecs.id(fields, "sessionId"), Codecs.period(fields)))
                        : Optional.empty());
    }
}

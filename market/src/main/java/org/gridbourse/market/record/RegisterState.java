package org.gridbourse.market.record;

import java.util.Optional;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;

/**
 * The registers of a meter as last read.
 *
 * @param registers import and export, cumulative
 * @param sequence the meter's own counter, 0 before its first reading
 * @param sessionId session of that reading, empty before the first
 * @param period period of that reading, empty before the first
 */
public record RegisterState(Registers registers, long sequence, Optional<String> sessionId, Optional<Integer> period) {

    public static RegisterState opening(Registers registers) {
        return new RegisterState(registers, 0, Optional.empty(), Optional.empty());
    }

    public JsonObject toJson() {
        JsonObject.Builder builder = JsonObject.builder()
                .put("importRegisterWh", registers.imported().wh())
                .put("exportRegisterWh", registers.exported().wh())
                .put("sequence", sequence);
        sessionId.ifPresent(id -> builder.put("sessionId", id));
        period.ifPresent(number -> builder.put("period", number));
        return builder.build();
    }

    public static RegisterState read(Fields fields) {
        return new RegisterState(
                Codecs.registers(fields, "importRegisterWh", "exportRegisterWh"),
                fields.number("sequence"),
                fields.optionalText("sessionId"),
                fields.has("period") ? Optional.of(Codecs.period(fields)) : Optional.empty());
    }
}

package org.gridbourse.market.record;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;

/**
 * The registers of a meter as last read.
 *
 * @param registers import and export, cumulative
 * @param sequence the meter's own counter, 0 before its first reading
 * @param sessionId session of that reading, empty before the first
 * @param period period of that reading, empty before the first and where only the start of the session was read
 * @param own where that reading was the operator's: what the meter itself showed last
 */
public record RegisterState(
        Registers registers,
        long sequence,
        Optional<String> sessionId,
        Optional<Integer> period,
        Optional<Registers> own) {

    public static RegisterState opening(Registers registers) {
        return new RegisterState(registers, 0, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** When it was taken, empty before the first reading. */
    public Optional<Instant> endOfReading(Function<String, SessionRecord> sessions) {
        return sessionId.map(sessions).map(session -> period.map(session::endOf).orElseGet(() -> session.startOf(0)));
    }

    public JsonObject toJson() {
        JsonObject.Builder builder = JsonObject.builder()
                .put("importRegisterWh", registers.imported().wh())
                .put("exportRegisterWh", registers.exported().wh())
                .put("sequence", sequence);
        own.ifPresent(
                shown -> builder.put("ownImportRegisterWh", shown.imported().wh())
                        .put("ownExportRegisterWh", shown.exported().wh()));
        sessionId.ifPresent(id -> builder.put("sessionId", id));
        period.ifPresent(number -> builder.put("period", number));
        return builder.build();
    }

    public static RegisterState read(Fields fields) {
        return new RegisterState(
                Codecs.registers(fields, "importRegisterWh", "exportRegisterWh"),
                fields.number("sequence"),
                fields.optionalText("sessionId"),
                fields.has("period") ? Optional.of(Codecs.period(fields)) : Optional.empty(),
                fields.has("ownImportRegisterWh")
                        ? Optional.of(Codecs.registers(fields, "ownImportRegisterWh", "ownExportRegisterWh"))
                        : Optional.empty());
    }
}

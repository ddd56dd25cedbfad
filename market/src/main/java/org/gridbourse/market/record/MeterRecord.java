package org.gridbourse.market.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.signature.MeterKey;

/**
 * A meter of a participant.
 *
 * @param meterId unique
 * @param participantId whose
 * @param connectionPoint where it measures; meters of one point are netted
 * @param keys its public keys, each from a time on; revision = place, from 1
 * @param opening registers at registration
 * @param life when it measures
 * @param last registers as last read
 * @param sessions those in which it was read and that were not closed when it was read last, by their starts
 */
public record MeterRecord(
        String meterId,
        String participantId,
        String connectionPoint,
        List<DatedKey> keys,
        Registers opening,
        Life life,
        RegisterState last,
        List<String> sessions)
        implements StateRecord {
    public MeterRecord {
        keys = List.copyOf(keys);
        sessions = List.copyOf(sessions);
    }

    /** A key and the time from which it signs. */
    public record DatedKey(Instant from, MeterKey key) {}

    /**
     * When a meter measures, and whose place it took.
     *
     * @param registered when it was registered
     * @param since where it took another's place: start of the first period in which it measures
     * @param until where another took its place: start of the first period in which it measures no more
     * @param replaces the meter whose place it took
     * @param replacedBy the meter that took its place; a replaced meter is closed
     */
    public record Life(
            Instant registered,
            Optional<Instant> since,
            Optional<Instant> until,
            Optional<String> replaces,
            Optional<String> replacedBy) {
        public static Life from(Instant registered) {
            return new Life(registered, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    public MeterRecord closed(Life ended, RegisterState closing) {
        return new MeterRecord(meterId, participantId, connectionPoint, keys, opening, ended, closing, sessions);
    }

    public MeterRecord withKey(DatedKey key) {
        List<DatedKey> more = new ArrayList<>(keys);
        more.add(key);
        return new MeterRecord(meterId, participantId, connectionPoint, more, opening, life, last, sessions);
    }

    public MeterRecord read(RegisterState reading, List<String> openSessions) {
        return new MeterRecord(meterId, participantId, connectionPoint, keys, opening, life, reading, openSessions);
    }

    public boolean isActive() {
        return life.replacedBy().isEmpty();
    }

    /** The key that signs at a time. */
    public MeterKey keyAt(Instant time) {
        MeterKey then = keys.get(0).key();
        for (DatedKey each : keys) {
            then = each.from().isAfter(time) ? then : each.key();
        }
        return then;
    }

    @Override
    public String key() {
        return Keys.meter(meterId);
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder builder = JsonObject.builder()
                .put("meterId", meterId)
                .put("participantId", participantId)
                .put("connectionPoint", connectionPoint)
                .put("status", isActive() ? "ACTIVE" : "CLOSED")
                .put("keys", keysJson())
                .put("openingImportRegisterWh", opening.imported().wh())
                .put("openingExportRegisterWh", opening.exported().wh())
                .put("registeredUtc", life.registered().toString())
                .put("last", last.toJson())
                .put("sessions", JsonArray.ofTexts(sessions));
        life.replacedBy().ifPresent(id -> builder.put("replacedBy", id));
        life.replaces().ifPresent(id -> builder.put("replaces", id));
        life.since().ifPresent(time -> builder.put("sinceUtc", time.toString()));
        life.until().ifPresent(time -> builder.put("untilUtc", time.toString()));
        return builder.build();
    }

    private JsonArray keysJson() {
        List<JsonObject> list = new ArrayList<>();
        for (DatedKey each : keys) {
            JsonObject.Builder builder = JsonObject.builder()
                    .put("revision", list.size() + 1L)
                    .put("fromUtc", each.from().toString());
            list.add(Codecs.put(each.key(), builder).build());
        }
        return JsonArray.of(list);
    }

    public static MeterRecord read(Fields fields) {
        fields.text("status");
        return new MeterRecord(
                fields.text("meterId"),
                fields.text("participantId"),
                fields.text("connectionPoint"),
                fields.objects("keys", MeterRecord::readKey),
                Codecs.registers(fields, "openingImportRegisterWh", "openingExportRegisterWh"),
                readLife(fields),
                fields.object("last", RegisterState::read),
                fields.texts("sessions"));
    }

    private static DatedKey readKey(Fields fields) {
        Codecs.revision(fields);
        return new DatedKey(Codecs.time(fields, "fromUtc"), Codecs.meterKey(fields));
    }

    private static Life readLife(Fields fields) {
        return new Life(
                Codecs.time(fields, "registeredUtc"),
                optionalTime(fields, "sinceUtc"),
                optionalTime(fields, "untilUtc"),
                fields.optionalText("replaces"),
                fields.optionalText("replacedBy"));
    }

    private static Optional<Instant> optionalTime(Fields fields, String key) {
        return fields.has(key) ? Optional.of(Codecs.time(fields, key)) : Optional.empty();
    }
}

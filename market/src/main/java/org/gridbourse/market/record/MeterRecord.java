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
 * @param keys its public keys, the last is in force; revision = place, from 1
 * @param opening registers at registration
 * @param last registers as last read
 * @param replacedBy the meter that took its place; a replaced meter is closed
 * @param replaces the meter whose place it took
 * @param since where it took another's place: start of the first period in which it measures
 */
public record MeterRecord(
        String meterId,
        String participantId,
        List<MeterKey> keys,
        Registers opening,
        RegisterState last,
        Optional<String> replacedBy,
        Optional<String> replaces,
        Optional<Instant> since)
        implements StateRecord {
    public MeterRecord {
        keys = List.copyOf(keys);
    }

    public static MeterRecord registered(String meterId, String participantId, MeterKey key, Registers opening) {
        return new MeterRecord(
                meterId,
                participantId,
                List.of(key),
                opening,
                RegisterState.opening(opening),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public MeterRecord inPlaceOf(String otherMeterId, Optional<Instant> from) {
        return new MeterRecord(
                meterId, participantId, keys, opening, last, replacedBy, Optional.of(otherMeterId), from);
    }

    public MeterRecord closed(String newMeterId, RegisterState closing) {
        return new MeterRecord(
                meterId, participantId, keys, opening, closing, Optional.of(newMeterId), replaces, since);
    }

    public MeterRecord withKey(MeterKey key) {
        List<MeterKey> more = new ArrayList<>(keys);
        more.add(key);
        return new MeterRecord(meterId, participantId, more, opening, last, replacedBy, replaces, since);
    }

    public MeterRecord lastRead(RegisterState reading) {
        return new MeterRecord(meterId, participantId, keys, opening, reading, replacedBy, replaces, since);
    }

    public boolean isActive() {
        return replacedBy.isEmpty();
    }

    /** Whether it should be read at the end of a period: an exchanged meter no more, one in its place from then on. */
    public boolean isExpected(SessionRecord session, int period) {
        return isActive()
                && since.filter(from -> session.startOf(period).isBefore(from)).isEmpty();
    }

    public MeterKey keyInForce() {
        return keys.get(keys.size() - 1);
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
                .put("status", isActive() ? "ACTIVE" : "CLOSED")
                .put("keys", keysJson())
                .put("openingImportRegisterWh", opening.imported().wh())
                .put("openingExportRegisterWh", opening.exported().wh())
                .put("last", last.toJson());
        replacedBy.ifPresent(id -> builder.put("replacedBy", id));
        replaces.ifPresent(id -> builder.put("replaces", id));
        since.ifPresent(time -> builder.put("sinceUtc", time.toString()));
        return builder.build();
    }

    private JsonArray keysJson() {
        List<JsonObject> list = new ArrayList<>();
        for (MeterKey key : keys) {
            list.add(JsonObject.builder()
                    .put("revision", list.size() + 1L)
                    .put("algorithm", key.algorithm().name())
                    .put("publicKey", key.publicKey())
                    .build());
        }
        return JsonArray.of(list);
    }

    public static MeterRecord read(Fields fields) {
        fields.text("status");
        return new MeterRecord(
                fields.text("meterId"),
                fields.text("participantId"),
                fields.objects("keys", MeterRecord::readKey),
                Codecs.registers(fields, "openingImportRegisterWh", "openingExportRegisterWh"),
                fields.object("last", RegisterState::read),
                fields.optionalText("replacedBy"),
                fields.optionalText("replaces"),
                fields.has("sinceUtc") ? Optional.of(Codecs.time(fields, "sinceUtc")) : Optional.empty());
    }

    private static MeterKey readKey(Fields fields) {
        Codecs.revision(fields);
        return Codecs.meterKey(fields);
    }
}

package org.gridbourse.market.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;

/**
 * One owner on the market.
 *
 * @param participantId pseudonym of the participant
 * @param ownerId pseudonym of its owner, unique
 * @param mspId organisation whose certificates speak for it
 * @param custody who holds its key, and so who may consent for it
 * @param limits what it can exchange in a period, oldest first, the last in force
 * @param revision 1 at registration, one more with each update
 * @param active false once deregistered
 * @param meterIds all its meters, exchanged ones too
 */
public record ParticipantRecord(
        String participantId,
        String ownerId,
        String mspId,
        Custody custody,
        List<DatedLimits> limits,
        int revision,
        boolean active,
        List<String> meterIds)
        implements StateRecord {
    private static final String ACTIVE = "ACTIVE";
    private static final String DEREGISTERED = "DEREGISTERED";

    public ParticipantRecord {
        limits = List.copyOf(limits);
        meterIds = List.copyOf(meterIds);
    }

    /** Who holds the key that signs for a participant. */
    public enum Custody {
        /** Its organisation, whose representative may consent for it. */
        ORGANISATION,
        /** The participant: nobody else consents. */
        OWN
    }

    /** Limits and the time from which they hold. */
    public record DatedLimits(Instant from, ExchangeLimits limits) {
        private JsonObject toJson() {
            return JsonObject.builder()
                    .put("fromUtc", from.toString())
                    .put("importLimitWh", limits.imported().wh())
                    .put("exportLimitWh", limits.exported().wh())
                    .build();
        }

        private static DatedLimits read(Fields fields) {
            return new DatedLimits(Codecs.time(fields, "fromUtc"), ExchangeLimits.read(fields));
        }
    }

    /** The limits in force. */
    public ExchangeLimits limitsNow() {
        return limits.get(limits.size() - 1).limits();
    }

    /** The limits that held at a time, the first ones before they did. */
    public ExchangeLimits limitsAt(Instant time) {
        ExchangeLimits then = limits.get(0).limits();
        for (DatedLimits each : limits) {
            then = each.from().isAfter(time) ? then : each.limits();
        }
        return then;
    }

    public ParticipantRecord withLimits(DatedLimits changed) {
        List<DatedLimits> more = new ArrayList<>(limits);
        more.add(changed);
        return new ParticipantRecord(participantId, ownerId, mspId, custody, more, revision + 1, active, meterIds);
    }

    public ParticipantRecord deregistered() {
        return new ParticipantRecord(participantId, ownerId, mspId, custody, limits, revision, false, meterIds);
    }

    public ParticipantRecord withMeter(String meterId) {
        List<String> more = new ArrayList<>(meterIds);
        more.add(meterId);
        return new ParticipantRecord(participantId, ownerId, mspId, custody, limits, revision, active, more);
    }

    /** ACTIVE or DEREGISTERED. */
    public String status() {
        return active ? ACTIVE : DEREGISTERED;
    }

    @Override
    public String key() {
        return Keys.participant(participantId);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("participantId", participantId)
                .put("ownerId", ownerId)
                .put("mspId", mspId)
                .put("custody", custody.name())
                .put("importLimitWh", limitsNow().imported().wh())
                .put("exportLimitWh", limitsNow().exported().wh())
                .put(
                        "limits",
                        JsonArray.of(limits.stream().map(DatedLimits::toJson).toList()))
                .put("revision", revision)
                .put("status", status())
                .put("meterIds", JsonArray.ofTexts(meterIds))
                .build();
    }

    public static ParticipantRecord read(Fields fields) {
        ExchangeLimits.read(fields);
        return new ParticipantRecord(
                fields.text("participantId"),
                fields.text("ownerId"),
                fields.text("mspId"),
                fields.choice("custody", Custody.class),
                fields.objects("limits", DatedLimits::read),
                Codecs.revision(fields),
                fields.text("status").equals(ACTIVE),
                fields.texts("meterIds"));
    }
}

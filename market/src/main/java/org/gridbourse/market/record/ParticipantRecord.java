package org.gridbourse.market.record;

import java.util.ArrayList;
import java.util.List;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.quantity.Energy;

/**
 * One owner on the market.
 *
 * @param participantId pseudonym of the participant
 * @param ownerId pseudonym of its owner, unique
 * @param mspId organisation whose certificates speak for it
 * @param tieLine L, the most that it can exchange in a period
 * @param registeredTieLine L as first registered
 * @param revision 1 at registration, one more with each update
 * @param active false once deregistered
 * @param meterIds all its meters, exchanged ones too
 */
public record ParticipantRecord(
        String participantId,
        String ownerId,
        String mspId,
        Energy tieLine,
        Energy registeredTieLine,
        int revision,
        boolean active,
        List<String> meterIds)
        implements StateRecord {
    private static final String ACTIVE = "ACTIVE";
    private static final String DEREGISTERED = "DEREGISTERED";

    public ParticipantRecord {
        meterIds = List.copyOf(meterIds);
    }

    public ParticipantRecord withTieLine(Energy newTieLine) {
        return new ParticipantRecord(
                participantId, ownerId, mspId, newTieLine, registeredTieLine, revision + 1, active, meterIds);
    }

    public ParticipantRecord deregistered() {
        return new ParticipantRecord(
                participantId, ownerId, mspId, tieLine, registeredTieLine, revision, false, meterIds);
    }

    public ParticipantRecord withMeter(String meterId) {
        List<String> more = new ArrayList<>(meterIds);
        more.add(meterId);
        return new ParticipantRecord(participantId, ownerId, mspId, tieLine, registeredTieLine, revision, active, more);
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
                .put("tieLineWh", tieLine.wh())
                .put("registeredTieLineWh", registeredTieLine.wh())
                .put("revision", revision)
                .put("status", status())
                .put("meterIds", JsonArray.ofTexts(meterIds))
                .build();
    }

    public static ParticipantRecord read(Fields fields) {
        return new ParticipantRecord(
                fields.text("participantId"),
                fields.text("ownerId"),
                fields.text("mspId"),
                new Energy(fields.number("tieLineWh")),
                new Energy(fields.number("registeredTieLineWh")),
                Codecs.revision(fields),
                fields.text("status").equals(ACTIVE),
                fields.texts("meterIds"));
    }
}

package org.gridbourse.auditor.pack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gridbourse.auditor.market.RecordListener;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;

/**
 * The records that concern one participant: those that name it as participant, as a trade's partner or by one of its accounts,
 * and of the sessions that it takes part in the announcement, the clearings and the outages declared for all.
 */
public final class ParticipantRecords implements RecordListener {
    private static final JsonValue NOBODY_NAMED = JsonArray.of(List.of());

    private final String participantId;
    private final List<WrittenRecord> candidates = new ArrayList<>();
    private final Set<String> sessions = new HashSet<>();

    public ParticipantRecords(String participantId) {
        this.participantId = participantId;
    }

    @Override
    public void written(WrittenRecord record) {
        boolean named = names(record.value());
        if (named) {
            sessions.add(record.text("sessionId"));
        }
        if (named || isOfSession(record)) {
            candidates.add(record);
        }
    }

    /** The records, in the ledger's order. */
    public List<WrittenRecord> records() {
        return candidates.stream()
                .filter(record -> !isOfSession(record) || sessions.contains(record.text("sessionId")))
                .toList();
    }

    private static boolean isOfSession(WrittenRecord record) {
        return switch (record.type()) {
            case "session", "clearing" -> true;
            case "outage" -> record.value().get("participantIds").equals(Optional.of(NOBODY_NAMED));
            default -> false;
        };
    }

    private boolean names(JsonObject object) {
        return object.members().entrySet().stream().anyMatch(member -> names(member.getKey(), member.getValue()));
    }

    /** By the places where participants stand: a session, a meter or a reason may be called the same. */
    private boolean names(String member, JsonValue value) {
        if (value instanceof JsonText text) {
            return switch (member) {
                case "participantId", "partner" -> text.value().equals(participantId);
                case "account" ->
                    text.value().endsWith(":" + participantId) && !text.value().startsWith("grid:");
                default -> false;
            };
        }
        if (value instanceof JsonArray array) {
            return member.equals("participantIds")
                    ? array.elements().contains(new JsonText(participantId))
                    : array.elements().stream()
                            .anyMatch(element -> element instanceof JsonObject inner && names(inner));
        }
        return value instanceof JsonObject inner && names(inner);
    }
}

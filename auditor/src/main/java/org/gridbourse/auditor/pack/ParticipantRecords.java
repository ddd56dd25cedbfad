package org.gridbourse.auditor.pack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gridbourse.auditor.market.RecordListener;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;

/**
 * The records that concern one participant: those that name it in their key or content, and the announcement and clearings of
 * the sessions that it takes part in.
 */
public final class ParticipantRecords implements RecordListener {
    private static final Set<String> OF_SESSION = Set.of("session", "clearing");

    private final String participantId;
    private final List<WrittenRecord> candidates = new ArrayList<>();
    private final Set<String> sessions = new HashSet<>();

    public ParticipantRecords(String participantId) {
        this.participantId = participantId;
    }

    @Override
    public void written(WrittenRecord record) {
        boolean named = isName(record.key()) || names(record.value());
        if (named) {
            sessions.add(record.text("sessionId"));
        }
        if (named || OF_SESSION.contains(record.type())) {
            candidates.add(record);
        }
    }

    /** The records, in the ledger's order. */
    public List<WrittenRecord> records() {
        return candidates.stream()
                .filter(record -> !OF_SESSION.contains(record.type()) || sessions.contains(record.text("sessionId")))
                .toList();
    }

    private boolean names(JsonValue value) {
        if (value instanceof JsonObject object) {
            return object.members().values().stream().anyMatch(this::names);
        }
        if (value instanceof JsonArray array) {
            return array.elements().stream().anyMatch(this::names);
        }
        return value instanceof JsonText text && isName(text.value());
    }

    /** Keys and accounts are put together from names with slashes and colons. */
    private boolean isName(String text) {
        return Arrays.asList(text.split("[/:]")).contains(participantId);
    }
}

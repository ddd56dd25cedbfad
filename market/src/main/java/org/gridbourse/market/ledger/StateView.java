package org.gridbourse.market.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.json.Fields;

/** The world state as records, and who asks for them. */
class StateView {
    private final Invocation invocation;
    private final WorldState state;

    StateView(Invocation invocation, WorldState state) {
        this.invocation = invocation;
        this.state = state;
    }

    Invocation invocation() {
        return invocation;
    }

    <T extends StateRecord> Optional<T> find(String key, Type<T> type) {
        return state.get(key).map(value -> read(value, type));
    }

    <T extends StateRecord> T get(String key, Type<T> type, Refusal otherwise) {
        return find(key, type).orElseThrow(() -> Require.refused(otherwise, "there is no %s", key));
    }

    SessionRecord session(String sessionId) {
        return get(Keys.session(sessionId), Type.SESSION, Refusal.SESSION_UNKNOWN);
    }

    PhaseRecord phase(String sessionId) {
        return get(Keys.phase(sessionId), Type.PHASE, Refusal.SESSION_UNKNOWN);
    }

    ParticipantRecord participant(String participantId) {
        return get(Keys.participant(participantId), Type.PARTICIPANT, Refusal.PARTICIPANT_UNKNOWN);
    }

    AccountRecord account(String participantId) {
        return get(Keys.account(participantId), Type.ACCOUNT, Refusal.PARTICIPANT_UNKNOWN);
    }

    /** The committed records whose keys begin with {@code prefix}, all of them. */
    <T extends StateRecord> List<T> list(String prefix, Type<T> type) {
        List<T> records = new ArrayList<>();
        for (StateEntry entry : state.scan(prefix, Keys.after(prefix))) {
            records.add(read(entry.value(), type));
        }
        return records;
    }

    /** The last of the committed records whose keys begin with {@code prefix}, such as the last revision. */
    <T extends StateRecord> Optional<T> last(String prefix, Type<T> type) {
        List<T> records = list(prefix, type);
        return records.isEmpty() ? Optional.empty() : Optional.of(records.get(records.size() - 1));
    }

    /** Whether any committed key begins with {@code prefix}. */
    boolean any(String prefix) {
        return entries(prefix, prefix).hasNext();
    }

    /** The committed entries whose keys begin with {@code prefix}, from {@code start} on, read as far as one walks. */
    Iterator<StateEntry> entries(String prefix, String start) {
        return state.scan(start, Keys.after(prefix)).iterator();
    }

    static <T extends StateRecord> T read(byte[] value, Type<T> type) {
        return Fields.read(new String(value, StandardCharsets.UTF_8), type.reader());
    }
}

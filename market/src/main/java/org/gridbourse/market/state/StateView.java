package org.gridbourse.market.state;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StateRecord;

/**
 * The world state as records, and who asks for them. Each question to a peer is a message there and back; so a record is
 * asked for once, and those of participants who follow each other are read as a range.
 */
public class StateView {
    private final Invocation invocation;
    private final WorldState state;
    private final Map<String, Optional<? extends StateRecord>> known = new TreeMap<>();
    private final Map<String, ReadAhead> readAhead = new TreeMap<>();

    public StateView(Invocation invocation, WorldState state) {
        this.invocation = invocation;
        this.state = state;
    }

    public Invocation invocation() {
        return invocation;
    }

    public <T extends StateRecord> Optional<T> find(String key, RecordType<T> type) {
        Optional<? extends StateRecord> record = known.get(key);
        if (record == null) {
            record = value(key).map(type::read);
            known.put(key, record);
        }
        return record.map(type.recordClass()::cast);
    }

    /** The committed entry of a key. */
    public Optional<StateEntry> entry(String key) {
        return state.get(key).map(value -> new StateEntry(key, value));
    }

    private Optional<byte[]> value(String key) {
        ReadAhead ahead = readAhead.get(Keys.typeOf(key));
        return ahead == null ? state.get(key) : ahead.get(key);
    }

    /** From now on records of these types are asked for in about ascending order. */
    public void readAhead(String... types) {
        for (String type : types) {
            readAhead.computeIfAbsent(type, name -> new ReadAhead(state, Keys.all(name)));
        }
    }

    public <T extends StateRecord> T get(String key, RecordType<T> type, Refusal otherwise) {
        return find(key, type).orElseThrow(() -> Require.refused(otherwise, "there is no %s", key));
    }

    public SessionRecord session(String sessionId) {
        return get(Keys.session(sessionId), RecordType.SESSION, Refusal.SESSION_UNKNOWN);
    }

    public PhaseRecord phase(String sessionId) {
        return get(Keys.phase(sessionId), RecordType.PHASE, Refusal.SESSION_UNKNOWN);
    }

    public ParticipantRecord participant(String participantId) {
        return get(Keys.participant(participantId), RecordType.PARTICIPANT, Refusal.PARTICIPANT_UNKNOWN);
    }

    public AccountRecord account(String participantId) {
        return get(Keys.account(participantId), RecordType.ACCOUNT, Refusal.PARTICIPANT_UNKNOWN);
    }

    /** The committed records whose keys begin with {@code prefix}, all of them. */
    public <T extends StateRecord> List<T> list(String prefix, RecordType<T> type) {
        List<T> records = new ArrayList<>();
        for (StateEntry entry : state.scan(prefix, Keys.after(prefix))) {
            records.add(type.read(entry.value()));
        }
        return records;
    }

    /** The last of the committed records whose keys begin with {@code prefix}, such as the last revision. */
    public <T extends StateRecord> Optional<T> last(String prefix, RecordType<T> type) {
        List<T> records = list(prefix, type);
        return records.isEmpty() ? Optional.empty() : Optional.of(records.get(records.size() - 1));
    }

    /** Whether any committed key begins with {@code prefix}. */
    public boolean any(String prefix) {
        return entries(prefix, prefix).hasNext();
    }

    /** The committed entries whose keys begin with {@code prefix}, from {@code start} on, read as far as one walks. */
    public Iterator<StateEntry> entries(String prefix, String start) {
        return state.scan(start, Keys.after(prefix)).iterator();
    }
}

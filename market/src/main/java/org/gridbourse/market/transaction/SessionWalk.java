package org.gridbourse.market.transaction;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.StateRecord;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.state.StateView;

/**
 * Walks several types of records of a session side by side, participant by participant. All of them have keys {@code
 * type/session/participant/…} and so list their participants in the same order, that of the id with its slash.
 */
public final class SessionWalk implements Iterator<SessionWalk.Stop> {
    static final String PARTICIPANT = "participant";

    private final List<Lane> lanes = new ArrayList<>();

    /** Begins at the participant {@code cursor}, or where the first one stands when that is empty. */
    public SessionWalk(StateView view, String sessionId, String cursor, List<String> types) {
        add(view, sessionId, cursor, types);
    }

    /** Walks the same types in other sessions too; those are found under {@link #in}. */
    SessionWalk and(StateView view, List<String> sessionIds, String cursor, List<String> types) {
        sessionIds.forEach(sessionId -> types.forEach(type -> {
            String prefix = Keys.all(type, sessionId);
            lanes.add(new Lane(
                    in(type, sessionId),
                    entry -> idIn(entry, prefix),
                    view.entries(prefix, start(type, sessionId, cursor))));
        }));
        return this;
    }

    /** Walks all who are registered, whether or not they have a record in the session. */
    SessionWalk andParticipants(StateView view, String cursor) {
        lanes.add(new Lane(PARTICIPANT, entry -> Keys.lastPart(entry.key()), new SlashOrder(view, cursor)));
        return this;
    }

    private void add(StateView view, String sessionId, String cursor, List<String> types) {
        for (String type : types) {
            String prefix = Keys.all(type, sessionId);
            lanes.add(
                    new Lane(type, entry -> idIn(entry, prefix), view.entries(prefix, start(type, sessionId, cursor))));
        }
    }

    private static String start(String type, String sessionId, String cursor) {
        return cursor.isEmpty() ? Keys.all(type, sessionId) : Keys.inSession(type, sessionId, cursor);
    }

    private static String idIn(StateEntry entry, String prefix) {
        return entry.key().substring(prefix.length(), entry.key().indexOf('/', prefix.length()));
    }

    /** The name of a type in another session. */
    static String in(String type, String sessionId) {
        return type + "@" + sessionId;
    }

    /** One participant with all its records of the types. */
    public record Stop(String participantId, Map<String, List<StateEntry>> entries) {

        boolean has(String type) {
            return entries.containsKey(type);
        }

        <T extends StateRecord> List<T> list(String name, RecordType<T> type) {
            return entries.getOrDefault(name, List.of()).stream()
                    .map(entry -> type.read(entry.value()))
                    .toList();
        }

        public <T extends StateRecord> Optional<T> last(String name, RecordType<T> type) {
            List<StateEntry> list = entries.getOrDefault(name, List.of());
            return list.isEmpty()
                    ? Optional.empty()
                    : Optional.of(type.read(list.get(list.size() - 1).value()));
        }
    }

    @Override
    public boolean hasNext() {
        return nextPart().isPresent();
    }

    @Override
    public Stop next() {
        String part = nextPart().orElseThrow(NoSuchElementException::new);
        Map<String, List<StateEntry>> entries = new TreeMap<>();
        for (Lane lane : lanes) {
            List<StateEntry> taken = lane.take(part);
            if (!taken.isEmpty()) {
                entries.put(lane.name, taken);
            }
        }
        return new Stop(part.substring(0, part.length() - 1), entries);
    }

    private Optional<String> nextPart() {
        return lanes.stream().flatMap(lane -> lane.part().stream()).min(String::compareTo);
    }

    /** The records of one type in one session. */
    private static final class Lane {
        private final String name;
        private final Function<StateEntry, String> participant;
        private final Iterator<StateEntry> entries;
        private Optional<StateEntry> ahead;

        Lane(String name, Function<StateEntry, String> participant, Iterator<StateEntry> entries) {
            this.name = name;
            this.participant = participant;
            this.entries = entries;
            advance();
        }

        private void advance() {
            ahead = entries.hasNext() ? Optional.of(entries.next()) : Optional.empty();
        }

        /** The participant ahead, with its slash. */
        Optional<String> part() {
            return ahead.map(entry -> participant.apply(entry) + "/");
        }

        List<StateEntry> take(String part) {
            List<StateEntry> taken = new ArrayList<>();
            while (part().equals(Optional.of(part))) {
                taken.add(ahead.orElseThrow());
                advance();
            }
            return taken;
        }
    }
}

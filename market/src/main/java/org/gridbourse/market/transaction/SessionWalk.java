package org.gridbourse.market.transaction;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
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
    private final List<Lane> lanes = new ArrayList<>();

    /** Begins at the participant {@code cursor}, or where the first one stands when that is empty. */
    public SessionWalk(StateView view, String sessionId, String cursor, List<String> types) {
        for (String type : types) {
            String prefix = Keys.all(type, sessionId);
            String start = cursor.isEmpty() ? prefix : Keys.inSession(type, sessionId, cursor);
            lanes.add(new Lane(type, prefix.length(), view.entries(prefix, start)));
        }
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
                entries.put(lane.type, taken);
            }
        }
        return new Stop(part.substring(0, part.length() - 1), entries);
    }

    private Optional<String> nextPart() {
        return lanes.stream().flatMap(lane -> lane.part().stream()).min(String::compareTo);
    }

    /** The records of one type. */
    private static final class Lane {
        private final String type;
        private final int prefixLength;
        private final Iterator<StateEntry> entries;
        private Optional<StateEntry> ahead;

        Lane(String type, int prefixLength, Iterator<StateEntry> entries) {
            this.type = type;
            this.prefixLength = prefixLength;
            this.entries = entries;
            advance();
        }

        private void advance() {
            ahead = entries.hasNext() ? Optional.of(entries.next()) : Optional.empty();
        }

        /** The participant ahead, with its slash. */
        Optional<String> part() {
            return ahead.map(
                    entry -> entry.key().substring(prefixLength, entry.key().indexOf('/', prefixLength) + 1));
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

package org.gridbourse.auditor.market;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gridbourse.blocks.KeyOrder;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.state.WorldState;

/**
 * Where records on the ledger are known to be wrong: what they should be. After a fault the ledger goes on either from what it
 * has or as if the fault had not been. Both are looked at, so that one fault is not told with every transaction behind it.
 */
final class Corrections {
    /** Of a ledger that goes wrong everywhere no more is kept than this. */
    private static final int MOST = 10_000;

    private final TreeMap<String, Optional<ByteString>> records = new TreeMap<>(KeyOrder.UTF8);

    boolean isEmpty() {
        return records.isEmpty();
    }

    /** The ledger's state with what it should be in its place. */
    Corrected over(WorldState ledger) {
        return new Corrected(ledger);
    }

    /**
     * Notes what a faulty transaction should have written; where it should not have written at all, what stood there before.
     *
     * @param before the state that the rules were executed on
     */
    void note(Set<String> written, Comparison comparison, WorldState before) {
        forget(written);
        comparison.shouldBe().forEach((key, value) -> {
            if (records.size() < MOST) {
                records.put(key, value.or(() -> before.get(key).map(ByteString::copyFrom)));
            }
        });
    }

    /** From here on the ledger's own records count. */
    void forget(Set<String> keys) {
        records.keySet().removeAll(keys);
    }

    /** A state that remembers which corrections were asked for. */
    final class Corrected implements WorldState {
        private final WorldState ledger;
        private final Set<String> used = new TreeSet<>();

        private Corrected(WorldState ledger) {
            this.ledger = ledger;
        }

        /** The corrections that were asked for. */
        Set<String> used() {
            return used;
        }

        @Override
        public Optional<byte[]> get(String key) {
            Optional<ByteString> corrected = records.get(key);
            if (corrected == null) {
                return ledger.get(key);
            }
            used.add(key);
            return corrected.filter(value -> !value.isEmpty()).map(ByteString::toByteArray);
        }

        @Override
        public Iterable<StateEntry> scan(String startInclusive, String endExclusive) {
            Map<String, Optional<ByteString>> inside = endExclusive.isEmpty()
                    ? records.tailMap(startInclusive)
                    : records.subMap(startInclusive, endExclusive);
            if (inside.isEmpty()) {
                return ledger.scan(startInclusive, endExclusive);
            }
            used.addAll(inside.keySet());
            TreeMap<String, byte[]> rows = new TreeMap<>(KeyOrder.UTF8);
            ledger.scan(startInclusive, endExclusive).forEach(row -> rows.put(row.key(), row.value()));
            inside.forEach((key, value) -> {
                rows.remove(key);
                value.filter(bytes -> !bytes.isEmpty()).ifPresent(bytes -> rows.put(key, bytes.toByteArray()));
            });
            List<StateEntry> entries = new ArrayList<>();
            rows.forEach((key, value) -> entries.add(new StateEntry(key, value)));
            return entries;
        }
    }
}

package org.gridbourse.market.state;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gridbourse.market.Utf8Order;
import org.gridbourse.market.record.Keys;

/**
 * Records that are asked for one by one, in about the order of their keys, and read as one range: a peer sends a hundred
 * of a range at once. Where most of the range is not wanted, records are got singly again.
 */
final class ReadAhead {
    /** Reading on costs less than a single question up to about here. */
    private static final int MOST_PASSED = 50;

    private final WorldState state;
    private final String prefix;
    private final Map<String, byte[]> passed = new TreeMap<>();
    private Optional<Iterator<StateEntry>> entries = Optional.empty();
    private String reached = "";
    private boolean sparse;

    /** @param prefix what all the keys begin with */
    ReadAhead(WorldState state, String prefix) {
        this.state = state;
        this.prefix = prefix;
    }

    public Optional<byte[]> get(String key) {
        boolean ahead = Utf8Order.BYTES.compare(key, reached) > 0;
        if (ahead && !sparse) {
            readTo(key);
        }
        byte[] value = passed.remove(key);
        boolean read = ahead && !sparse;
        return value != null || read ? Optional.ofNullable(value) : state.get(key);
    }

    private void readTo(String key) {
        Iterator<StateEntry> range =
                entries.orElseGet(() -> state.scan(key, Keys.after(prefix)).iterator());
        entries = Optional.of(range);
        for (int read = 0; range.hasNext() && Utf8Order.BYTES.compare(reached, key) < 0; read++) {
            if (read == MOST_PASSED) {
                sparse = true;
                return;
            }
            StateEntry entry = range.next();
            passed.put(entry.key(), entry.value());
            reached = entry.key();
        }
        reached = Utf8Order.BYTES.compare(reached, key) < 0 ? key : reached;
    }
}

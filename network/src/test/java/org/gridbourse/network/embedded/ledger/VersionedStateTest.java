package org.gridbourse.network.embedded.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.blocks.KeyWrite;
import org.gridbourse.blocks.NamespaceReadWrites;
import org.gridbourse.blocks.ReadWriteSet;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.blocks.StateUpdates;
import org.gridbourse.blocks.StateValue;
import org.gridbourse.blocks.Version;
import org.junit.jupiter.api.Test;

class VersionedStateTest {
    private final VersionedState state = new VersionedState();
    private long height;

    @Test
    void a_snapshot_sees_the_state_of_its_height_whatever_is_committed_later() {
        commit(Map.of("a", "1", "b", "1"));
        try (VersionedState.Snapshot before = state.snapshot()) {
            commit(Map.of("a", "2", "b", "", "c", "2"));
            commit(Map.of("a", "", "b", "3"));
            assertThat(rows(before)).containsExactly("a=1", "b=1");
            try (VersionedState.Snapshot after = state.snapshot()) {
                assertThat(rows(after)).containsExactly("b=3", "c=2");
            }
        }
    }

    @Test
    void a_key_deleted_and_written_again_while_a_snapshot_is_open_has_its_value_in_both() {
        commit(Map.of("a", "1"));
        try (VersionedState.Snapshot before = state.snapshot()) {
            commit(Map.of("a", ""));
            commit(Map.of("a", "3"));
            assertThat(rows(before)).containsExactly("a=1");
        }
        commit(Map.of("b", "4"));
        try (VersionedState.Snapshot after = state.snapshot()) {
            assertThat(rows(after)).containsExactly("a=3", "b=4");
        }
    }

    @Test
    void keys_come_in_the_order_of_their_utf_8_bytes_not_of_java_strings() {
        // U+FB01 is below U+1F600 in code points, but above its surrogates in chars
        commit(Map.of("\ufb01", "1", "\ud83d\ude00", "2", "z", "3"));
        try (VersionedState.Snapshot now = state.snapshot()) {
            assertThat(rows(now)).containsExactly("z=3", "\ufb01=1", "\ud83d\ude00=2");
        }
    }

    @Test
    void a_range_excludes_its_end_and_stays_in_its_namespace() {
        commit(Map.of("a", "1", "b", "1", "c", "1"));
        try (VersionedState.Snapshot now = state.snapshot()) {
            assertThat(keys(now, "a", "c")).containsExactly("a", "b");
            assertThat(keys(now, "b", "")).containsExactly("b", "c");
            assertThat(keys(now, "c", "a")).isEmpty();
            assertThat(now.range("other", "", "").hasNext()).isFalse();
        }
    }

    @Test
    void nothing_is_kept_of_a_deleted_key_once_nobody_looks_back() {
        commit(Map.of("a", "1"));
        commit(Map.of("a", ""));
        commit(Map.of("b", "1"));
        try (VersionedState.Snapshot now = state.snapshot()) {
            assertThat(now.get(StateKey.of("cc", "a"))).isEmpty();
            assertThat(rows(now)).containsExactly("b=1");
        }
    }

    private void commit(Map<String, String> writes) {
        List<KeyWrite> set = writes.entrySet().stream()
                .map(write -> new KeyWrite(
                        write.getKey(), write.getValue().isEmpty(), ByteString.copyFromUtf8(write.getValue())))
                .toList();
        StateUpdates updates = new StateUpdates();
        updates.apply(
                new ReadWriteSet(
                        List.of(new NamespaceReadWrites("cc", List.of(), List.of(), set, List.of(), List.of()))),
                new Version(height, 0),
                key -> Optional.empty());
        state.apply(height++, updates);
    }

    private static List<String> rows(VersionedState.Snapshot snapshot) {
        List<String> rows = new ArrayList<>();
        snapshot.range("cc", "", "")
                .forEachRemaining(row -> rows.add(row.getKey().key().toStringUtf8()
                        + "="
                        + row.getValue().value().toStringUtf8()));
        return rows;
    }

    private static List<String> keys(VersionedState.Snapshot snapshot, String start, String end) {
        List<String> keys = new ArrayList<>();
        for (var rows = snapshot.range("cc", start, end); rows.hasNext(); ) {
            Map.Entry<StateKey, StateValue> row = rows.next();
            keys.add(row.getKey().key().toStringUtf8());
        }
        return keys;
    }
}

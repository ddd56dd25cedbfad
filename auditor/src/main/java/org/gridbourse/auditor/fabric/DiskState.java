package org.gridbourse.auditor.fabric;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.blocks.KeyOrder;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.blocks.StateUpdates;
import org.gridbourse.blocks.StateValue;
import org.gridbourse.blocks.Version;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * A world state in a file, with a cache of fixed size: memory does not grow with the ledger. The file also keeps notes, so that
 * an audit can go on later where it ended; state and notes are saved together or not at all.
 */
public final class DiskState implements StateStore {
    private static final long SMALL_PART_OF_MEMORY = Runtime.getRuntime().maxMemory() / 16;
    private static final int CACHE_MEGABYTES = (int) Math.min(64, SMALL_PART_OF_MEMORY >> 20);
    private static final long UNSAVED_BYTES = Math.min(32 << 20, SMALL_PART_OF_MEMORY);

    private static final String STATE = "state";
    private static final String TRANSACTIONS = "transactions";
    private static final String NOTES = "notes";

    private final MVStore store;
    private final MVMap<StateKey, StateValue> state;
    private final MVMap<String, Boolean> transactions;
    private final MVMap<String, String> notes;

    /**
     * Opens the file, or makes it.
     *
     * @throws IllegalStateException if it is a store of something else, which is left as it is
     */
    public DiskState(Path file) {
        store = new MVStore.Builder()
                .fileName(file.toAbsolutePath().toString())
                .cacheSize(CACHE_MEGABYTES)
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                .open();
        if (!Set.of(STATE, TRANSACTIONS, NOTES).containsAll(store.getMapNames())) {
            store.closeImmediately();
            throw new IllegalStateException("it is a store of something else");
        }
        state = store.openMap(
                STATE,
                new MVMap.Builder<StateKey, StateValue>().keyType(new KeyType()).valueType(new ValueType()));
        transactions = store.openMap(TRANSACTIONS);
        notes = store.openMap(
                NOTES,
                new MVMap.Builder<String, String>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(StringDataType.INSTANCE));
    }

    @Override
    public Optional<StateValue> get(StateKey key) {
        return Optional.ofNullable(state.get(key));
    }

    @Override
    public Iterator<Map.Entry<StateKey, StateValue>> from(StateKey start) {
        Cursor<StateKey, StateValue> cursor = state.cursor(start);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return cursor.hasNext();
            }

            @Override
            public Map.Entry<StateKey, StateValue> next() {
                StateKey key = cursor.next();
                return Map.entry(key, cursor.getValue());
            }
        };
    }

    @Override
    public boolean hasTransaction(String transactionId) {
        return transactions.containsKey(transactionId);
    }

    @Override
    public void apply(StateUpdates updates, Iterable<String> transactionIds) {
        updates.asMap().forEach((key, value) -> {
            if (value.isDelete()) {
                state.remove(key);
            } else {
                state.put(key, value);
            }
        });
        transactionIds.forEach(id -> transactions.put(id, true));
    }

    void put(StateKey key, StateValue value) {
        state.put(key, value);
    }

    void remember(String transactionId) {
        transactions.put(transactionId, true);
    }

    /** A note that was saved, if there is one. */
    public Optional<String> note(String name) {
        return Optional.ofNullable(notes.get(name));
    }

    /** Whether so much is not saved yet that memory asks for it. */
    public boolean shouldBeSaved() {
        return store.getUnsavedMemory() > UNSAVED_BYTES;
    }

    /** Saves the state as it is now together with notes about it. */
    public void save(Map<String, String> newNotes) {
        notes.clear();
        notes.putAll(newNotes);
        store.commit();
    }

    /** Closes the file; what was not saved is gone. */
    @Override
    public void close() {
        store.rollback();
        store.close();
    }

    private static void write(WriteBuffer buffer, ByteString bytes) {
        buffer.putVarInt(bytes.size());
        buffer.put(bytes.toByteArray());
    }

    private static ByteString bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[DataUtils.readVarInt(buffer)];
        buffer.get(bytes);
        return ByteString.copyFrom(bytes);
    }

    /** Keys in state order. */
    private static final class KeyType extends BasicDataType<StateKey> {
        @Override
        public int compare(StateKey left, StateKey right) {
            return left.compareTo(right);
        }

        @Override
        public int getMemory(StateKey key) {
            return 64
                    + key.namespace().length()
                    + key.collection().length()
                    + key.key().size();
        }

        @Override
        public void write(WriteBuffer buffer, StateKey key) {
            DiskState.write(buffer, ByteString.copyFromUtf8(key.namespace()));
            DiskState.write(buffer, ByteString.copyFromUtf8(key.collection()));
            DiskState.write(buffer, key.key());
        }

        @Override
        public StateKey read(ByteBuffer buffer) {
            return new StateKey(bytes(buffer).toStringUtf8(), bytes(buffer).toStringUtf8(), bytes(buffer));
        }

        @Override
        public StateKey[] createStorage(int size) {
            return new StateKey[size];
        }
    }

    /** Values with version and metadata. */
    private static final class ValueType extends BasicDataType<StateValue> {
        @Override
        public int getMemory(StateValue value) {
            return 96 + value.value().size();
        }

        @Override
        public void write(WriteBuffer buffer, StateValue value) {
            DiskState.write(buffer, value.value());
            buffer.putVarLong(value.version().block());
            buffer.putVarLong(value.version().transaction());
            buffer.putVarInt(value.metadata().size());
            value.metadata().forEach((name, entry) -> {
                DiskState.write(buffer, ByteString.copyFromUtf8(name));
                DiskState.write(buffer, entry);
            });
        }

        @Override
        public StateValue read(ByteBuffer buffer) {
            ByteString value = bytes(buffer);
            Version version = new Version(DataUtils.readVarLong(buffer), DataUtils.readVarLong(buffer));
            SortedMap<String, ByteString> metadata = new TreeMap<>(KeyOrder.UTF8);
            for (int entries = DataUtils.readVarInt(buffer); entries > 0; entries--) {
                metadata.put(bytes(buffer).toStringUtf8(), bytes(buffer));
            }
            return new StateValue(value, metadata, version);
        }

        @Override
        public StateValue[] createStorage(int size) {
            return new StateValue[size];
        }
    }
}

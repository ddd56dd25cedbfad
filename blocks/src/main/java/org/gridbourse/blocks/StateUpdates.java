package org.gridbourse.blocks;

import com.google.protobuf.ByteString;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the valid transactions of one block change, the last write of a key counting, and its deterministic bytes for the
 * commit hash. A write set that names a key twice, which only a forger makes, has the effect that it has in Fabric.
 */
public final class StateUpdates {
    // Fabric adds these numbers per key of a transaction, in eight bits, instead of setting bits:
    // two writes of a value look like a write of metadata, three like one of both.
    private static final int VALUE_WRITTEN = 1;
    private static final int METADATA_WRITTEN = 2;
    private static final int METADATA_DELETED = 4;
    private static final int KEY_DELETED = 8;
    private static final int EIGHT_BITS = 0xff;

    private static final SortedMap<String, ByteString> NO_METADATA = Collections.emptySortedMap();

    private final SortedMap<StateKey, StateValue> updates = new TreeMap<>();

    /** What one transaction does to one key. */
    private static final class Operation {
        private int flags;
        private ByteString value = ByteString.EMPTY;
        private SortedMap<String, ByteString> metadata = NO_METADATA;

        private void add(int flag) {
            flags = (flags + flag) & EIGHT_BITS;
        }

        private boolean has(int flag) {
            return (flags & flag) == flag;
        }

        private boolean deletesKey() {
            return has(KEY_DELETED);
        }

        private boolean writesValueAndMetadata() {
            return has(VALUE_WRITTEN) && (has(METADATA_WRITTEN) || has(METADATA_DELETED));
        }

        private boolean writesValueOnly() {
            return (flags | VALUE_WRITTEN) == VALUE_WRITTEN;
        }
    }

    /**
     * Adds what a valid transaction writes.
     *
     * @param version the transaction's place
     * @param committed the state before this block
     */
    public void apply(ReadWriteSet set, Version version, Function<StateKey, Optional<StateValue>> committed) {
        operations(set).forEach((key, operation) -> apply(key, operation, version, committed));
    }

    /** Deletes a key that this block's transactions do not touch, behind the commit hash: private data whose time is over. */
    public void expire(StateKey key) {
        updates.put(key, new StateValue(ByteString.EMPTY, NO_METADATA, new Version(0, 0)));
    }

    /** What the block so far makes of a key, if it touches it. */
    public Optional<StateValue> get(StateKey key) {
        return Optional.ofNullable(updates.get(key));
    }

    /** All changes, in state order. */
    public SortedMap<StateKey, StateValue> asMap() {
        return Collections.unmodifiableSortedMap(updates);
    }

    /** The bytes that enter the commit hash; none if nothing is written. The channel configuration does not count. */
    public ByteString toBytes() {
        ByteString.Output out = ByteString.newOutput();
        StateKey before = new StateKey("", "", ByteString.EMPTY);
        for (Map.Entry<StateKey, StateValue> update : updates.entrySet()) {
            StateKey key = update.getKey();
            if (key.namespace().isEmpty()) {
                continue;
            }
            boolean newNamespace = !key.namespace().equals(before.namespace());
            boolean newCollection = newNamespace || !key.collection().equals(before.collection());
            ByteString entry = field(1, newNamespace ? StateKey.utf8(key.namespace()) : ByteString.EMPTY)
                    .concat(field(2, newCollection ? StateKey.utf8(key.collection()) : ByteString.EMPTY))
                    .concat(field(3, key.key()))
                    .concat(update.getValue().isDelete() ? DELETE_FLAG : ByteString.EMPTY)
                    .concat(field(5, update.getValue().value()))
                    .concat(field(6, update.getValue().version().toBytes()));
            write(out, lengthPrefixed(1, entry));
            before = key;
        }
        return out.toByteString();
    }

    private static final ByteString DELETE_FLAG = ByteString.copyFrom(new byte[] {4 << 3, 1});

    private void apply(
            StateKey key, Operation operation, Version version, Function<StateKey, Optional<StateValue>> committed) {
        if (operation.deletesKey()) {
            updates.put(key, new StateValue(ByteString.EMPTY, NO_METADATA, version));
            return;
        }
        if (operation.writesValueAndMetadata()) {
            updates.put(key, new StateValue(operation.value, operation.metadata, version));
            return;
        }
        Optional<StateValue> latest = get(key).or(() -> committed.apply(key));
        if (operation.writesValueOnly()) {
            updates.put(
                    key,
                    new StateValue(
                            operation.value, latest.map(StateValue::metadata).orElse(NO_METADATA), version));
        } else if (latest.isPresent() && !latest.get().isDelete()) {
            updates.put(key, new StateValue(latest.get().value(), operation.metadata, version));
        }
    }

    private static Map<StateKey, Operation> operations(ReadWriteSet set) {
        Map<StateKey, Operation> operations = new LinkedHashMap<>();
        for (NamespaceReadWrites namespace : set.namespaces()) {
            String name = namespace.namespace();
            for (KeyWrite write : namespace.writes()) {
                value(operations, StateKey.of(name, write.key()), write.isDelete(), write.value());
            }
            for (MetadataWrite write : namespace.metadataWrites()) {
                metadata(operations, new StateKey(name, "", write.key()), write);
            }
            for (CollectionReadWrites collection : namespace.collections()) {
                for (CollectionReadWrites.HashedWrite write : collection.writes()) {
                    StateKey key = new StateKey(name, collection.collection(), write.keyHash());
                    value(operations, key, write.isDelete(), write.valueHash());
                }
                for (MetadataWrite write : collection.metadataWrites()) {
                    metadata(operations, new StateKey(name, collection.collection(), write.key()), write);
                }
            }
        }
        return operations;
    }

    private static void value(Map<StateKey, Operation> operations, StateKey key, boolean delete, ByteString value) {
        Operation operation = operations.computeIfAbsent(key, k -> new Operation());
        if (delete) {
            operation.add(KEY_DELETED);
        } else {
            operation.add(VALUE_WRITTEN);
            operation.value = value;
        }
    }

    private static void metadata(Map<StateKey, Operation> operations, StateKey key, MetadataWrite write) {
        Operation operation = operations.computeIfAbsent(key, k -> new Operation());
        if (write.entries().isEmpty()) {
            operation.add(METADATA_DELETED);
        } else {
            operation.add(METADATA_WRITTEN);
            operation.metadata = write.entries();
        }
    }

    private static ByteString field(int number, ByteString value) {
        return value.isEmpty() ? ByteString.EMPTY : lengthPrefixed(number, value);
    }

    private static ByteString lengthPrefixed(int number, ByteString value) {
        return ByteString.copyFrom(new byte[] {(byte) (number << 3 | 2)})
                .concat(Hashes.varint(value.size()))
                .concat(value);
    }

    private static void write(ByteString.Output out, ByteString bytes) {
        bytes.asReadOnlyByteBufferList().forEach(buffer -> {
            byte[] copy = new byte[buffer.remaining()];
            buffer.get(copy);
            out.write(copy, 0, copy.length);
        });
    }
}

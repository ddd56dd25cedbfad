package org.gridbourse.auditor.fabric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.blocks.StateUpdates;
import org.gridbourse.blocks.StateValue;

/**
 * A world state in memory while it is small, and in a temporary file from then on, so that an audit without a checkpoint needs
 * no more memory for a long ledger than for a middling one.
 */
public final class SpillingState implements StateStore {
    private static final long BYTES_IN_MEMORY = Runtime.getRuntime().maxMemory() / 6;
    private static final int OVERHEAD_OF_A_KEY = 300;

    private final long bytesInMemory;
    private final MemoryState memory = new MemoryState();
    // read by the threads that verify meters' signatures ahead
    private volatile StateStore current = memory;
    private Optional<DiskState> disk = Optional.empty();
    private Optional<Path> file = Optional.empty();
    private long bytes;

    public SpillingState() {
        this(BYTES_IN_MEMORY);
    }

    SpillingState(long bytesInMemory) {
        this.bytesInMemory = bytesInMemory;
    }

    @Override
    public Optional<StateValue> get(StateKey key) {
        return current.get(key);
    }

    @Override
    public Iterator<Map.Entry<StateKey, StateValue>> from(StateKey start) {
        return current.from(start);
    }

    @Override
    public boolean hasTransaction(String transactionId) {
        return current.hasTransaction(transactionId);
    }

    @Override
    public void apply(StateUpdates updates, Iterable<String> transactionIds) {
        current.apply(updates, transactionIds);
        if (disk.isPresent()) {
            saveIfNeeded(disk.get());
        } else {
            for (Map.Entry<StateKey, StateValue> update : updates.asMap().entrySet()) {
                bytes += OVERHEAD_OF_A_KEY
                        + update.getKey().key().size()
                        + update.getValue().value().size();
            }
            if (bytes > bytesInMemory) {
                spill();
            }
        }
    }

    @Override
    public void close() {
        disk.ifPresent(DiskState::close);
        try {
            if (file.isPresent()) {
                Files.deleteIfExists(file.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void spill() {
        try {
            Path path = Files.createTempFile("gridbourse-audit", ".state");
            file = Optional.of(path);
            path.toFile().deleteOnExit(); // where a signal ends the audit
            Files.delete(path);
            DiskState target = new DiskState(path);
            disk = Optional.of(target);
            memory.copyTo(target, () -> saveIfNeeded(target));
            current = target;
            memory.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void saveIfNeeded(DiskState state) {
        if (state.shouldBeSaved()) {
            state.save(Map.of());
        }
    }
}

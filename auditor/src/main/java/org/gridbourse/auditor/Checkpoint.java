package org.gridbourse.auditor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.auditor.fabric.ConfigException;
import org.gridbourse.auditor.fabric.DiskState;
import org.gridbourse.auditor.fabric.StateStore;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.Limits;

/** A file with the auditor's own state, and how far the audit that made it had come. */
final class Checkpoint implements AutoCloseable {
    private static final String LEDGER = "ledger";
    private static final String SNAPSHOT = "snapshot";
    private static final String OPEN = "open";
    private static final int BLOCKS_BETWEEN = 1_000;

    private final String ledger;
    private final DiskState state;
    private final Optional<JsonObject> snapshot;
    private long saved;

    private Checkpoint(String ledger, DiskState state, Optional<JsonObject> snapshot) {
        this.ledger = ledger;
        this.state = state;
        this.snapshot = snapshot;
    }

    /** Opens the file; one that was not closed, or belongs to another ledger, is begun anew. */
    static Checkpoint open(Path file, String ledger) throws AuditInputException {
        try {
            DiskState state = new DiskState(file);
            boolean usable = state.note(LEDGER).equals(Optional.of(ledger))
                    && state.note(OPEN).isEmpty();
            Optional<String> text = usable ? state.note(SNAPSHOT) : Optional.empty();
            if (text.isEmpty()) {
                state.close();
                Files.deleteIfExists(file);
                return new Checkpoint(ledger, new DiskState(file), Optional.empty());
            }
            JsonObject snapshot = (JsonObject) Json.parse(text.get(), Limits.FILE);
            state.save(Map.of(LEDGER, ledger, OPEN, "true"));
            return new Checkpoint(ledger, state, Optional.of(snapshot));
        } catch (IOException | RuntimeException e) {
            throw new AuditInputException(
                    "checkpoint %s cannot be used: it is damaged, in use, or nothing that an audit wrote (%s). Name another file, or remove it to begin anew"
                            .formatted(file, e.getMessage()));
        }
    }

    StateStore state() {
        return state;
    }

    /** Goes on where the file ends, if it has anything. */
    void resume(RunningAudit audit, BlockSource source) throws AuditInputException {
        if (snapshot.isPresent()) {
            try {
                audit.resume(snapshot.get());
            } catch (ConfigException e) {
                throw new AuditInputException("the checkpoint cannot be read: " + e.getMessage());
            }
            saved = audit.height();
            Iterator<BlockSource.Place> below = source.from(audit.height() - 1);
            audit.checkResumedOn(below.hasNext() ? Optional.of(below.next()) : Optional.empty());
        }
    }

    /** Saves now and then, so that a long audit that is broken off need not begin again. */
    void saveSometimes(RunningAudit audit) {
        if (audit.height() - saved >= BLOCKS_BETWEEN || state.shouldBeSaved()) {
            save(audit);
        }
    }

    /** Saves how far the audit has come; to go on from there later only if everything so far is in order. */
    void save(RunningAudit audit) {
        state.save(
                audit.isClean()
                        ? Map.of(LEDGER, ledger, SNAPSHOT, Json.write(audit.snapshot()))
                        : Map.of(LEDGER, ledger, OPEN, "true"));
        saved = audit.height();
    }

    @Override
    public void close() {
        state.close();
    }
}

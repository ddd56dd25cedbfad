package org.gridbourse.network.embedded.ordering;

import java.util.ArrayList;
import java.util.List;
import org.gridbourse.network.embedded.membership.ChannelConfig.BatchSettings;
import org.hyperledger.fabric.protos.common.Envelope;

/** Decides where one block ends and the next begins, by number and size of transactions. Time is the caller's matter. */
final class BatchCutter {
    private final BatchSettings settings;
    private final List<Envelope> pending = new ArrayList<>();
    private long pendingBytes;

    BatchCutter(BatchSettings settings) {
        this.settings = settings;
    }

    /** Size of a transaction as Fabric counts it. */
    static long bytes(Envelope envelope) {
        return (long) envelope.getPayload().size() + envelope.getSignature().size();
    }

    /** Takes the next transaction; returns the batches that are complete with it. */
    List<List<Envelope>> add(Envelope envelope) {
        List<List<Envelope>> complete = new ArrayList<>();
        long bytes = bytes(envelope);
        if (bytes > settings.preferredMaxBytes()) {
            if (!isEmpty()) {
                complete.add(cut());
            }
            complete.add(List.of(envelope));
            return complete;
        }
        if (pendingBytes + bytes > settings.preferredMaxBytes()) {
            complete.add(cut());
        }
        pending.add(envelope);
        pendingBytes += bytes;
        if (pending.size() >= settings.maxMessages()) {
            complete.add(cut());
        }
        return complete;
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    /** The transactions so far, as a batch. */
    List<Envelope> cut() {
        List<Envelope> batch = List.copyOf(pending);
        pending.clear();
        pendingBytes = 0;
        return batch;
    }
}

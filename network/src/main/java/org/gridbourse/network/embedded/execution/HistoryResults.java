package org.gridbourse.network.embedded.execution;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.util.Iterator;
import java.util.Optional;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.ChannelHeader;
import org.gridbourse.blocks.KeyWrite;
import org.gridbourse.blocks.SignedEnvelope;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.blocks.Version;
import org.gridbourse.network.embedded.ledger.Ledger;
import org.hyperledger.fabric.protos.ledger.queryresult.KeyModification;

/** A key's former values, read from the blocks, the newest first. */
final class HistoryResults implements QueryResults {
    private final Ledger ledger;
    private final StateKey key;
    private final Iterator<Version> writers;

    HistoryResults(Ledger ledger, StateKey key, long below) {
        this.ledger = ledger;
        this.key = key;
        this.writers = ledger.history(key, below).iterator();
    }

    @Override
    public Optional<ByteString> next() {
        return writers.hasNext() ? Optional.of(modification(writers.next())) : Optional.empty();
    }

    private ByteString modification(Version version) {
        Block block = ledger.block((int) version.block());
        int index = (int) version.transaction();
        ChannelHeader header =
                SignedEnvelope.parse(block.envelopes().get(index)).content().readChannelHeader();
        KeyWrite write = write(block, index);
        return KeyModification.newBuilder()
                .setTxId(header.transactionId())
                .setValue(write.isDelete() ? ByteString.EMPTY : write.value())
                .setTimestamp(Timestamp.newBuilder()
                        .setSeconds(header.timestampSeconds())
                        .setNanos(header.timestampNanos()))
                .setIsDelete(write.isDelete())
                .build()
                .toByteString();
    }

    private KeyWrite write(Block block, int index) {
        return Ledger.readWrites(block, index).namespaces().stream()
                .filter(namespace -> namespace.namespace().equals(key.namespace()))
                .flatMap(namespace -> namespace.writes().stream())
                .filter(write -> StateKey.of(key.namespace(), write.key()).equals(key))
                .reduce((first, last) -> last)
                .orElseThrow();
    }
}

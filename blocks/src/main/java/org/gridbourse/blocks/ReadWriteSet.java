package org.gridbourse.blocks;

import com.google.protobuf.ByteString;
import java.util.List;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;

/**
 * What a transaction read and wrote.
 *
 * @param namespaces in the order in which they stand
 */
public record ReadWriteSet(List<NamespaceReadWrites> namespaces) {
    public ReadWriteSet {
        namespaces = List.copyOf(namespaces);
    }

    /** @throws MalformedException if the bytes, or any part inside, are no read-write set */
    public static ReadWriteSet parse(ByteString bytes) {
        return new ReadWriteSet(Wire.parse(TxReadWriteSet.parser(), bytes, "read-write set").getNsRwsetList().stream()
                .map(NamespaceReadWrites::from)
                .toList());
    }
}

package org.gridbourse.blocks;

import java.util.Optional;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;

/**
 * A key that was read.
 *
 * @param version the one found, empty if the key was absent
 */
public record KeyRead(String key, Optional<Version> version) {
    static KeyRead from(KVRead read) {
        return new KeyRead(
                read.getKey(),
                read.hasVersion()
                        ? Optional.of(new Version(
                                read.getVersion().getBlockNum(),
                                read.getVersion().getTxNum()))
                        : Optional.empty());
    }
}
